package io.vividly.core.port;

import io.vividly.core.model.Delivery;

/**
 * Keeps messages that are not valid requests, so that nothing is lost and a person can look. Safe
 * for use by many threads and processes; blocks for about a round trip to the store.
 */
public interface RejectedMessages {

  /**
   * Stores the message as it arrived, byte for byte, durably, before it returns. The same message
   * (by its message id) is kept once, with a count of how often it came.
   *
   * @param problem why it was rejected
   * @throws TransientFailureException if it could not be stored
   */
  void keep(Delivery delivery, InvalidMessageException problem);
}
