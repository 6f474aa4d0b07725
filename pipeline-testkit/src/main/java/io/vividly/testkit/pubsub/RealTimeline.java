package io.vividly.testkit.pubsub;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The system's clock. */
final class RealTimeline implements Timeline {

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, RealTimeline::thread);

  RealTimeline() {
    executor.setRemoveOnCancelPolicy(true);
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Alarm at(Instant time, Runnable action) {
    // Rounded up, so that the time has come when the action looks at the clock.
    long micros = Math.max(0, Duration.between(now(), time).toNanos() / 1_000 + 1);
    Future<?> task = executor.schedule(action, micros, TimeUnit.MICROSECONDS);
    return () -> task.cancel(false);
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "pubsub-server-time");
    thread.setDaemon(true);
    return thread;
  }
}
