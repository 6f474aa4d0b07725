package io.vividly.testkit.pubsub;

import java.time.Duration;

/**
 * What a subscription does with its messages.
 *
 * @param ordered whether messages with the same key are delivered one after the other
 * @param maxAttempts after how many failed deliveries a message is a dead letter; 0 for never
 * @param minBackoff the pause after the first failed delivery of a message; it doubles every time
 */
record DeliveryPolicy(boolean ordered, int maxAttempts, Duration minBackoff, Duration maxBackoff) {

  static final DeliveryPolicy PLAIN = new DeliveryPolicy(false, 0, Duration.ZERO, Duration.ZERO);

  boolean isDead(int failures) {
    return maxAttempts > 0 && failures >= maxAttempts;
  }

  /** The pause after so many failures. */
  Duration backoff(int failures) {
    Duration backoff = minBackoff;
    for (int i = 1; i < failures && backoff.compareTo(maxBackoff) < 0; i++) {
      backoff = backoff.multipliedBy(2);
    }
    return backoff.compareTo(maxBackoff) < 0 ? backoff : maxBackoff;
  }
}
