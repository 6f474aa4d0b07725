package io.vividly.core.pipeline;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;

/**
 * Where push and pull meet: takes a delivery and says what is to become of it. Safe for use by many
 * threads; blocks for as long as the work takes, at most until the delivery's deadline when the
 * work is somebody else's.
 */
public interface DeliveryHandler {

  /**
   * Processes a delivery. Never throws: every failure is a disposition.
   *
   * <p>A request that has ended is acknowledged with its outcome, however it ended; that takes no
   * slot. Work that was begun goes on past the delivery's deadline, because the process outlives
   * the delivery and the next one shares the answer.
   */
  Disposition handle(Delivery delivery);

  /**
   * Takes a message that the adapter itself found to be invalid, as when its envelope can be read
   * but not the data in it, so that it is kept like any other rejected message.
   *
   * @param delivery what could be read, with the raw bytes as its body
   */
  Disposition reject(Delivery delivery, InvalidMessageException problem);
}
