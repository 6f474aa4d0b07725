package io.vividly.core.pipeline;

import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import org.jspecify.annotations.Nullable;

/** What is to become of a delivery. */
public sealed interface Disposition {

  /** Done with, for good. */
  record Acknowledge(RequestId requestId, Outcome outcome) implements Disposition {}

  /** Not done; the message shall come again. */
  record Retry(@Nullable RequestId requestId, Reason reason, String message)
      implements Disposition {

    /** Why a message shall come again. */
    public enum Reason {
      /** The work failed. */
      FAILED,
      /** Somebody else still works on it and the delivery's deadline is near. */
      HELD_ELSEWHERE,
      /** No slot came free before the delivery's deadline. */
      BUSY,
      /** So many deliveries wait for a slot that another one may not. */
      OVERLOADED,
      /** This process is going away. */
      SHUTTING_DOWN
    }
  }

  /**
   * Not a valid message. It has been kept, see {@link io.vividly.core.port.RejectedMessages}.
   *
   * @param field the name on the wire of the field at fault, or null when it is the message as a
   *     whole
   * @param acknowledge whether the message shall not come again
   */
  record Reject(@Nullable String field, String problem, boolean acknowledge)
      implements Disposition {}
}
