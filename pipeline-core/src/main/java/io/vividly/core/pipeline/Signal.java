package io.vividly.core.pipeline;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes up one waiting thread; what was signalled before it waits is not lost. */
final class Signal implements Runnable {

  private final Semaphore signalled = new Semaphore(0);

  @Override
  public void run() {
    signalled.release();
  }

  /** Waits until there was a signal since the last wait, or the time is up. */
  void await(Duration atMost) throws InterruptedException {
    if (signalled.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
      signalled.drainPermits();
    }
  }
}
