package io.vividly.core.port;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;

/** Reads a request from the body of a message. Safe for use by many threads; does not block. */
@FunctionalInterface
public interface RequestDecoder {

  /**
   * @throws InvalidMessageException if the body is not a valid request; it names the field at fault
   */
  ContentRequest decode(Delivery delivery);
}
