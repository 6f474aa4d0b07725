package io.vividly.testkit.pubsub;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a subscription pushes. A failed push slows the whole subscription down, a good one makes
 * it faster again: https://cloud.google.com/pubsub/docs/push#push_backoff. Pub/Sub does not say how
 * far; here the pause doubles and halves, and the number of pushes at a time halves and grows by
 * one. Not safe for use by many threads.
 */
final class PushPace {

  static final Duration MIN_BACKOFF = Duration.ofMillis(100);
  static final Duration MAX_BACKOFF = Duration.ofSeconds(60);
  private static final int FIRST_WINDOW = 5;
  private static final int MAX_WINDOW = 1_000;

  private Duration backoff = Duration.ZERO;
  private Instant resumeAt = Instant.MIN;
  private int window = FIRST_WINDOW;

  /** How many pushes may be under way. */
  int window() {
    return window;
  }

  Duration backoff() {
    return backoff;
  }

  /** When the next push may begin. */
  Instant resumeAt() {
    return resumeAt;
  }

  void succeeded(Instant now) {
    window = Math.min(MAX_WINDOW, window + 1);
    Duration half = backoff.dividedBy(2);
    backoff = half.compareTo(MIN_BACKOFF) < 0 ? Duration.ZERO : half;
    resumeAt = now.plus(backoff);
  }

  /** Pushes that were under way together and fail together slow it down once. */
  void failed(Instant begun, Instant now) {
    if (begun.isBefore(resumeAt)) {
      return;
    }
    window = Math.max(1, window / 2);
    Duration twice = backoff.multipliedBy(2);
    backoff = clamp(twice);
    resumeAt = now.plus(backoff);
  }

  private static Duration clamp(Duration wanted) {
    if (wanted.compareTo(MIN_BACKOFF) < 0) {
      return MIN_BACKOFF;
    }
    return wanted.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : wanted;
  }
}
