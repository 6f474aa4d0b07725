package io.vividly.core.pipeline;

import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Renews the leases of all running work after a third of their time, and whenever a request is said
 * to have changed; stops work that lost its lease, be it to a cancellation.
 */
final class LeaseKeeper implements AutoCloseable {

  private final RequestStore store;
  private final Duration lease;
  private volatile boolean stopped;
  private final Map<Work, Watch> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "vividly-leases");
            thread.setDaemon(true);
            return thread;
          });

  LeaseKeeper(RequestStore store, Duration lease) {
    this.store = store;
    this.lease = lease;
    long period = lease.toMillis() / 3;
    timer.scheduleAtFixedRate(this::renewAll, period, period, TimeUnit.MILLISECONDS);
  }

  /** Keeps the lease of a piece of work, or stops it at once when all work was stopped before. */
  void keep(Work work) {
    running.put(work, store.watch(work.claim().requestId(), () -> look(work)));
    if (stopped) {
      work.stop(Work.StopReason.SHUTTING_DOWN);
    }
  }

  void letGo(Work work) {
    Watch watch = running.remove(work);
    if (watch != null) {
      watch.close();
    }
  }

  /** Stops all running work, and all that is still to come. */
  void stopAll() {
    stopped = true;
    running.keySet().forEach(work -> work.stop(Work.StopReason.SHUTTING_DOWN));
  }

  private void renewAll() {
    running.keySet().forEach(this::renew);
  }

  /** Looks whether the lease still holds, soon but not on the thread of the store that says so. */
  private void look(Work work) {
    try {
      timer.execute(() -> renew(work));
    } catch (RejectedExecutionException e) {
      // Closed: there is no work left to stop.
    }
  }

  private void renew(Work work) {
    if (!running.containsKey(work)) {
      return;
    }
    try {
      store.renew(work.claim(), lease);
    } catch (LeaseLostException e) {
      work.stop(Work.StopReason.LEASE_LOST);
    } catch (RuntimeException | Error e) {
      // Whatever it was, the other leases must be renewed, and the next round tries this one again.
      // A lease that cannot be renewed for good is taken over, and the first write of this work
      // after that is refused.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
