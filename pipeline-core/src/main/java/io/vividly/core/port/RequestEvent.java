package io.vividly.core.port;

import io.vividly.core.model.StageKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a request, as its log has it; without the student's words.
 *
 * @param sequence its place in the log, from 1, growing, with gaps
 * @param stage what it is about, if that is a stage or a scene of one
 * @param progress of the request, 0 to 100, if the event tells
 */
public record RequestEvent(
    long sequence, Instant at, Kind kind, @Nullable StageKey stage, @Nullable Integer progress) {

  /** What happened. */
  public enum Kind {
    /** Somebody began to work on the request. */
    ATTEMPT_BEGAN,
    /** A stage, or a scene of one, began. */
    STAGE_STARTED,
    /** A stage, or a scene of one, is done. */
    STAGE_COMPLETED,
    /** A stage, or a scene of one, was done by an earlier attempt. */
    STAGE_RESUMED,
    /** An attempt failed; there will be another. */
    ATTEMPT_FAILED,
    /** The student answered a clarifying question. */
    CLARIFIED
  }
}
