package io.vividly.core.pipeline;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the deliveries that are being handled, so that a stop can wait for the last of them. */
final class InFlight {

  private int count;

  synchronized void enter() {
    count++;
  }

  synchronized void leave() {
    count--;
    notifyAll();
  }

  /** Waits until none is left; returns false if that took too long. */
  synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (count > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
