package io.vividly.core.pipeline;

import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Renews the leases of all running work after a third of their time; stops work that lost its
 * lease.
 */
final class LeaseKeeper implements AutoCloseable {

  private final RequestStore store;
  private final Duration lease;
  private volatile boolean stopped;
  private final Set<Work> running = ConcurrentHashMap.newKeySet();
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
    running.add(work);
    if (stopped) {
      work.stop(Work.StopReason.SHUTTING_DOWN);
    }
  }

  void letGo(Work work) {
    running.remove(work);
  }

  /** Stops all running work, and all that is still to come. */
  void stopAll() {
    stopped = true;
    running.forEach(work -> work.stop(Work.StopReason.SHUTTING_DOWN));
  }

  private void renewAll() {
    running.forEach(this::renew);
  }

  private void renew(Work work) {
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
