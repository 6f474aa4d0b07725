package io.vividly.core.pipeline;

import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PipelineEvent.OutboxUnavailable;
import io.vividly.core.port.PipelineEvent.PublishingFailed;
import io.vividly.core.port.PipelineEvent.RequestDeadLettered;
import io.vividly.core.port.PipelineEvent.RequestPublished;
import io.vividly.core.port.PipelineObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes what waits in the outbox and publishes it, each message on a thread of its own. What is not
 * taken over is tried again as Pub/Sub would: with a growing pause, and set aside after too many
 * tries.
 *
 * <p>A message may be published more than once, as when the outbox cannot be reached right after
 * it; it is never lost.
 */
public final class OutboxRelay implements AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(2);

  /** The longest pause before what became of a message is written down again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final MessagePublisher publisher;
  private final Settings settings;
  private final EventSink events;
  private final ScheduledExecutorService dispatcher;
  private final ExecutorService workers;
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean closing;

  public OutboxRelay(
      Outbox outbox,
      MessagePublisher publisher,
      Settings settings,
      PipelineObserver observer,
      Clock clock) {
    this.outbox = outbox;
    this.publisher = publisher;
    this.settings = settings;
    this.events = new EventSink(observer, clock);
    this.dispatcher = Executors.newSingleThreadScheduledExecutor(daemons("vividly-outbox"));
    this.workers =
        Executors.newFixedThreadPool(settings.workers(), daemons("vividly-outbox-worker"));
  }

  /** Begins to publish. To be called once. */
  public void start() {
    dispatcher.scheduleWithFixedDelay(
        this::dispatch, 0, settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Says that there may be something to publish, so that it need not wait for the next poll.
   * Returns at once.
   */
  public void wake() {
    if (awake.compareAndSet(false, true)) {
      onDispatcher(
          Duration.ZERO,
          () -> {
            awake.set(false);
            dispatch();
          });
    }
  }

  /** Takes as many messages as there are idle workers; a worker that becomes idle asks for more. */
  private void dispatch() {
    int idle = settings.workers() - busy.get();
    if (idle <= 0 || closing) {
      return;
    }
    try {
      for (Outbox.Entry entry : outbox.take(idle, settings.hold())) {
        busy.incrementAndGet();
        workers.execute(() -> deliver(entry));
      }
    } catch (RejectedExecutionException e) {
      // Closed meanwhile; what was taken is due again when its hold is over.
    } catch (RuntimeException | Error e) {
      unavailable(e);
    }
  }

  private void deliver(Outbox.Entry entry) {
    try {
      publisher.publish(entry);
    } catch (RuntimeException | Error e) {
      settle(() -> giveBack(entry, e));
      return;
    }
    settle(() -> published(entry));
  }

  /** Writes down what became of a message, and makes its worker idle. */
  private void settle(Runnable write) {
    // Closing interrupts the publisher; what became of the message is still written down.
    boolean interrupted = Thread.interrupted();
    try {
      writePatiently(write);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      busy.decrementAndGet();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      wake();
    }
  }

  /**
   * Waits for an outbox that is away: what is not written down is due again only when its hold is
   * over, which is much later than the end of a database's restart.
   */
  private void writePatiently(Runnable write) throws InterruptedException {
    long end = System.nanoTime() + settings.hold().toNanos();
    while (true) {
      try {
        write.run();
        return;
      } catch (RuntimeException | Error e) {
        unavailable(e);
        if (closing || System.nanoTime() > end) {
          return;
        }
      }
      Thread.sleep(Math.min(settings.pollInterval().toMillis(), LONGEST_WAIT.toMillis()));
    }
  }

  private void published(Outbox.Entry entry) {
    outbox.published(entry);
    events.emit(at -> new RequestPublished(at, entry.requestId(), entry.attempt()));
  }

  private void giveBack(Outbox.Entry entry, Throwable cause) {
    if (closing) {
      outbox.retry(entry, Duration.ZERO, "This process was shut down while it published.");
      return;
    }
    String problem = ClaimedWork.describe(cause);
    if (entry.attempt() >= settings.maxAttempts()) {
      outbox.deadLetter(entry, problem);
      events.emit(at -> new RequestDeadLettered(at, entry.requestId(), entry.attempt(), problem));
      return;
    }
    Duration pause = pauseAfter(entry.attempt());
    outbox.retry(entry, pause, problem);
    events.emit(at -> new PublishingFailed(at, entry.requestId(), entry.attempt(), pause, problem));
    onDispatcher(pause, this::dispatch);
  }

  /** Doubles with every attempt; the upper half of it is left to chance. */
  private Duration pauseAfter(int attempt) {
    long longest = settings.longestPause().toMillis();
    long pause = settings.firstPause().toMillis();
    for (int i = 1; i < attempt && pause < longest; i++) {
      pause *= 2;
    }
    pause = Math.min(pause, longest);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
  }

  private void onDispatcher(Duration after, Runnable task) {
    try {
      dispatcher.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: whoever opens the outbox next finds the message there.
    }
  }

  private void unavailable(Throwable problem) {
    events.emit(at -> new OutboxUnavailable(at, ClaimedWork.describe(problem)));
  }

  /**
   * Takes nothing more, interrupts what is being published and gives it back to the outbox. Waits
   * for that at most about two seconds; what is not done by then is due again when its hold is
   * over.
   */
  @Override
  public void close() {
    closing = true;
    dispatcher.shutdownNow();
    workers.shutdownNow();
    try {
      workers.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * How the outbox is emptied.
   *
   * @param workers how many messages are published at the same time
   * @param maxAttempts after how many tries a message is set aside
   * @param firstPause before the second try; it doubles with every further one, with jitter
   * @param longestPause between tries
   * @param pollInterval how often the outbox is looked at when nobody calls {@link
   *     OutboxRelay#wake}
   * @param hold how long a taken message is hidden from other processes; must be longer than a
   *     publisher can take, or the message is published twice
   */
  public record Settings(
      int workers,
      int maxAttempts,
      Duration firstPause,
      Duration longestPause,
      Duration pollInterval,
      Duration hold) {

    public Settings {
      require(workers >= 1, "workers must be at least 1, not " + workers);
      require(maxAttempts >= 1, "maxAttempts must be at least 1, not " + maxAttempts);
      require(firstPause.toMillis() >= 1, "firstPause must be at least 1 ms, not " + firstPause);
      require(
          longestPause.compareTo(firstPause) >= 0,
          "longestPause must not be less than firstPause: " + longestPause);
      require(
          pollInterval.toMillis() >= 1, "pollInterval must be at least 1 ms, not " + pollInterval);
      require(hold.toMillis() >= 1, "hold must be at least 1 ms, not " + hold);
    }

    /**
     * What Pub/Sub does: five attempts, pauses within its 100 ms to 60 s, the hold a minute longer
     * than the longest ack deadline. The first pause is such that the five attempts outlast a
     * restart of the database of three seconds.
     */
    public static Settings defaults() {
      return new Settings(
          16,
          5,
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(660));
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}
