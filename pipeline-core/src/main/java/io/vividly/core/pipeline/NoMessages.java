package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.RejectedMessages;
import io.vividly.core.port.RequestDecoder;

/** Stands where a pipeline has nothing to read messages with. */
enum NoMessages implements RequestDecoder, RejectedMessages {
  INSTANCE;

  private static final String MESSAGE =
      "This pipeline takes no messages: it was made without a decoder and without a place to keep"
          + " bad ones.";

  @Override
  public ContentRequest decode(Delivery delivery) {
    throw new PermanentFailureException(MESSAGE);
  }

  @Override
  public void keep(Delivery delivery, InvalidMessageException problem) {
    throw new PermanentFailureException(MESSAGE);
  }
}
