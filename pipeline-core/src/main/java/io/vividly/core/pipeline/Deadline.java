package io.vividly.core.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Until when a delivery may wait for somebody else: a margin before it has to be answered. */
final class Deadline {

  /** What is further away counts as this far, so that it fits in nanoseconds. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final Clock clock;
  private final Instant end;

  Deadline(Clock clock, Instant answerBy, Duration margin) {
    this.clock = clock;
    this.end = answerBy.compareTo(Instant.MIN.plus(margin)) < 0 ? answerBy : answerBy.minus(margin);
  }

  /** How long there is still to wait; zero when the deadline is past. */
  Duration remaining() {
    Duration remaining = Duration.between(clock.instant(), end);
    if (remaining.isNegative()) {
      return Duration.ZERO;
    }
    return remaining.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : remaining;
  }

  /** The remaining time, or the given one if that is less. */
  Duration remaining(Duration atMost) {
    Duration remaining = remaining();
    return remaining.compareTo(atMost) < 0 ? remaining : atMost;
  }

  boolean isPast() {
    return remaining().isZero();
  }
}
