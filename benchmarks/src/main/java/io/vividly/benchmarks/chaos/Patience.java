package io.vividly.benchmarks.chaos;

import java.time.Duration;

/** Waits for what other processes do. */
final class Patience {

  private static final long LOOK_EVERY_MILLIS = 20;

  private Patience() {}

  /**
   * Blocks until something is the case.
   *
   * @throws IllegalStateException if it takes too long
   */
  static void await(String what, Duration atMost, Condition condition) throws Exception {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("in vain waited " + atMost.toSeconds() + " s for " + what);
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }
}
