package io.vividly.gcpai;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Interrupts a call that hangs past its deadline although the client should have ended it. Once a
 * call is over it is never interrupted by mistake.
 */
final class CallGuard {

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Thread thread = Thread.currentThread();
  private boolean over;
  private boolean struck;

  private CallGuard() {}

  /**
   * Calls, on the calling thread.
   *
   * @throws TimeoutException if the call was interrupted because it took longer
   */
  static <T> T call(Duration atMost, Callable<T> call) throws Exception {
    CallGuard guard = new CallGuard();
    var strike = TIMER.schedule(guard::strike, atMost.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return call.call();
    } catch (Exception e) {
      if (guard.end()) {
        TimeoutException timeout = new TimeoutException("no answer within " + atMost);
        timeout.addSuppressed(e);
        throw timeout;
      }
      throw e;
    } finally {
      guard.end();
      strike.cancel(false);
    }
  }

  private synchronized void strike() {
    if (!over) {
      struck = true;
      thread.interrupt();
    }
  }

  /** Takes back an interrupt of this guard; returns whether there was one. */
  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    if (struck && first) {
      Thread.interrupted();
    }
    return struck;
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "vividly-call-guard");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
