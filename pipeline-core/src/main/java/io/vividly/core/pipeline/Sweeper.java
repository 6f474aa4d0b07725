package io.vividly.core.pipeline;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PipelineEvent.OutboxUnavailable;
import io.vividly.core.port.PipelineEvent.RequestRequeued;
import io.vividly.core.port.PipelineObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Puts requests back into the outbox that nobody has worked on for a long time, because their
 * message got lost or was acknowledged by mistake. Several may run at the same time.
 */
public final class Sweeper implements AutoCloseable {

  /** So many at a time, so that a backlog does not become a flood. */
  private static final int LIMIT = 100;

  private static final int LOOKS_WITHIN_IDLE_TIME = 10;

  private final Outbox outbox;
  private final Duration idle;
  private final EventSink events;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "vividly-sweeper");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param idle how long nobody has to have worked on a request; longer than the longest pause
   *     between two deliveries of a message
   */
  public Sweeper(Outbox outbox, Duration idle, PipelineObserver observer, Clock clock) {
    if (idle.toMillis() < LOOKS_WITHIN_IDLE_TIME) {
      throw new IllegalArgumentException("idle must be at least 10 ms, not " + idle);
    }
    this.outbox = outbox;
    this.idle = idle;
    this.events = new EventSink(observer, clock);
  }

  /** Begins to look, ten times within the idle time. To be called once. */
  public void start() {
    long period = idle.toMillis() / LOOKS_WITHIN_IDLE_TIME;
    timer.scheduleWithFixedDelay(this::sweep, 0, period, TimeUnit.MILLISECONDS);
  }

  /** Looks now. */
  void sweep() {
    try {
      List<RequestId> requeued;
      do {
        requeued = outbox.requeue(idle, LIMIT);
        for (RequestId id : requeued) {
          events.emit(at -> new RequestRequeued(at, id));
        }
      } while (requeued.size() == LIMIT);
    } catch (RuntimeException | Error e) {
      events.emit(at -> new OutboxUnavailable(at, ClaimedWork.describe(e)));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
