package io.vividly.core.pipeline;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many requests are worked on, and how many deliveries wait for their turn, in order.
 */
final class Slots {

  /** What came of asking for a slot. */
  enum Answer {
    GRANTED,
    /** None came free in time. */
    TIMED_OUT,
    /** Too many wait already. */
    REFUSED
  }

  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int maxWaiting;

  Slots(int slots, int maxWaiting) {
    this.free = new Semaphore(slots, true);
    this.maxWaiting = maxWaiting;
  }

  Answer acquire(Duration atMost) throws InterruptedException {
    // The timed form, unlike tryAcquire(), keeps to the queue.
    if (free.tryAcquire(0, TimeUnit.NANOSECONDS)) {
      return Answer.GRANTED;
    }
    if (waiting.incrementAndGet() > maxWaiting) {
      waiting.decrementAndGet();
      return Answer.REFUSED;
    }
    try {
      return free.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)
          ? Answer.GRANTED
          : Answer.TIMED_OUT;
    } finally {
      waiting.decrementAndGet();
    }
  }

  void release() {
    free.release();
  }

  /**
   * Lets everybody through who waits, one after another: each is expected to look why, and to
   * release the slot at once for the next.
   */
  void open() {
    free.release();
  }
}
