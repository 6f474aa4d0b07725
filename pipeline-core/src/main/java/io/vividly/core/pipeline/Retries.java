package io.vividly.core.pipeline;

import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;

/** The reasons for another delivery that have nothing to do with how the work went. */
final class Retries {

  private Retries() {}

  static Retry shuttingDown(RequestId id) {
    return new Retry(id, Reason.SHUTTING_DOWN, "This instance is shutting down.");
  }

  static Retry heldElsewhere(RequestId id) {
    return new Retry(
        id,
        Reason.HELD_ELSEWHERE,
        "The request is still being worked on; the next delivery shares its answer.");
  }

  static Retry noSlot(RequestId id, Slots.Answer answer) {
    return answer == Slots.Answer.REFUSED
        ? new Retry(id, Reason.OVERLOADED, "Too many deliveries wait for a slot already.")
        : new Retry(id, Reason.BUSY, "No slot came free before the delivery's deadline.");
  }
}
