package io.vividly.push;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;

/** What was found in the body of a push. */
sealed interface Received {

  /** A message, for the pipeline to decode. */
  record Message(Delivery delivery) implements Received {}

  /**
   * Something that holds no readable message.
   *
   * @param delivery has the whole body, as it came
   */
  record Unreadable(Delivery delivery, InvalidMessageException problem) implements Received {}
}
