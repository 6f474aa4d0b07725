package io.vividly.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator why deliveries are refused, which Pub/Sub does not. Each reason is told once a
 * minute at most, so that whoever tries to get in cannot fill the log.
 */
final class RefusalLog {

  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<String, Instant> lastTold = new ConcurrentHashMap<>();

  RefusalLog(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param reason one of a few; never made of what the caller sent
   * @param details for the line in the log
   */
  void refused(int status, String reason, String details) {
    Instant now = clock.instant();
    Instant told =
        lastTold.compute(
            reason,
            (same, before) -> before == null || before.plus(PAUSE).isBefore(now) ? now : before);
    // The very same object, if it was put there just now.
    if (told == now) {
      log.warn("A push delivery was answered {}: {}{}", status, reason, details);
    }
  }
}
