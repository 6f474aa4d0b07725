package io.vividly.core.pipeline;

import io.vividly.core.port.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Work on a claimed request that can be stopped from outside, by interrupting its thread. Once it
 * has ended, it cannot be: a thread that went on to other work is never interrupted by mistake.
 */
final class Work {

  /** Why work was stopped. */
  enum StopReason {
    LEASE_LOST,
    SHUTTING_DOWN
  }

  private final Claim claim;
  private final Thread thread = Thread.currentThread();
  private @Nullable StopReason stopReason;
  private boolean ended;

  Work(Claim claim) {
    this.claim = claim;
  }

  Claim claim() {
    return claim;
  }

  synchronized void stop(StopReason reason) {
    if (!ended && stopReason == null) {
      stopReason = reason;
      thread.interrupt();
    }
  }

  synchronized boolean isStopped() {
    return stopReason != null;
  }

  /**
   * Marks the work as ended and takes back an interrupt that stopped it.
   *
   * @return why it was stopped, or null if it was not
   */
  synchronized @Nullable StopReason end() {
    ended = true;
    if (stopReason != null) {
      Thread.interrupted();
    }
    return stopReason;
  }
}
