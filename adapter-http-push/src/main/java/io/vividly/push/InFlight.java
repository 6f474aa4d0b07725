package io.vividly.push;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the deliveries that are being processed, bounds them, and can be waited for. */
final class InFlight {

  /** What came of asking to be let in. */
  enum Admission {
    ADMITTED,
    FULL,
    CLOSED
  }

  private final int max;
  // A lock rather than a monitor, which would hold on to the carrier of a virtual thread.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private int count;
  private boolean closed;

  InFlight(int max) {
    this.max = max;
  }

  Admission enter() {
    lock.lock();
    try {
      if (closed) {
        return Admission.CLOSED;
      }
      if (count == max) {
        return Admission.FULL;
      }
      count++;
      return Admission.ADMITTED;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      count--;
      if (count == 0) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everybody has left; returns false if that took too long. */
  boolean awaitEmpty(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (count > 0) {
        if (left <= 0) {
          return false;
        }
        left = empty.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
