package io.vividly.benchmarks.chaos;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a process, or to the database.
 *
 * @param worker whom it struck; null for everybody
 * @param to until when its effects may be felt
 */
record Fault(Kind kind, @Nullable String worker, Instant from, Instant to) {

  /** The kinds of faults. */
  enum Kind {
    KILL,
    FREEZE,
    TERMINATION,
    DATABASE
  }

  boolean strikes(String name, Instant after, Instant before) {
    return (worker == null || worker.equals(name)) && !to.isBefore(after) && from.isBefore(before);
  }
}
