package io.vividly.pubsub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many messages are being worked on, and for how long nothing has happened. */
final class Activity {

  private final long start = System.nanoTime();
  private int held;
  private long last = start;

  synchronized void begin() {
    held++;
  }

  synchronized void end() {
    held--;
    touch();
  }

  /** Something happened that makes the time without messages begin anew. */
  synchronized void touch() {
    last = System.nanoTime();
  }

  /** Since when nothing has been held and nothing has happened; zero while something is held. */
  synchronized Duration idle() {
    return held > 0 ? Duration.ZERO : since(last);
  }

  Duration running() {
    return since(start);
  }

  private static Duration since(long nanoTime) {
    return Duration.of(System.nanoTime() - nanoTime, TimeUnit.NANOSECONDS.toChronoUnit());
  }
}
