package io.vividly.core.pipeline;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PipelineEvent.OutboxUnavailable;
import io.vividly.core.port.PipelineEvent.PublishingFailed;
import io.vividly.core.port.PipelineEvent.RequestDeadLettered;
import io.vividly.core.port.PipelineEvent.RequestPublished;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.TransientFailureException;
import io.vividly.core.port.Watch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** A hold is extended that often within its time. */
  private static final int EXTENSIONS = 3;

  /** The longest pause before what became of a message is written down again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final MessagePublisher publisher;
  private final DeliveryHandler deadLetters;
  private final Settings settings;
  private final EventSink events;
  private final ScheduledExecutorService dispatcher;
  private final ExecutorService workers;
  private final Set<Outbox.Entry> taken = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean awake = new AtomicBoolean();
  private Watch watch = () -> {};
  private volatile boolean closing;

  /**
   * @param deadLetters is told of each message that is set aside, as a dead-letter topic would be
   */
  public OutboxRelay(
      Outbox outbox,
      MessagePublisher publisher,
      DeliveryHandler deadLetters,
      Settings settings,
      PipelineObserver observer,
      Clock clock) {
    this.outbox = outbox;
    this.publisher = publisher;
    this.deadLetters = deadLetters;
    this.settings = settings;
    this.events = new EventSink(observer, clock);
    this.dispatcher = Executors.newSingleThreadScheduledExecutor(daemons("vividly-outbox"));
    this.workers =
        Executors.newFixedThreadPool(settings.workers(), daemons("vividly-outbox-worker"));
  }

  /** Begins to publish. To be called once. */
  public void start() {
    watch = outbox.watch(this::wake);
    dispatcher.scheduleWithFixedDelay(
        this::dispatch, 0, settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
    long period = Math.max(1, settings.hold().toMillis() / EXTENSIONS);
    dispatcher.scheduleWithFixedDelay(this::extend, period, period, TimeUnit.MILLISECONDS);
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
    int idle = settings.workers() - taken.size();
    if (idle <= 0 || closing) {
      return;
    }
    try {
      for (Outbox.Entry entry : outbox.take(idle, settings.hold())) {
        taken.add(entry);
        workers.execute(() -> deliver(entry));
      }
    } catch (RejectedExecutionException e) {
      // Closed meanwhile; what was taken is due again when its hold is over.
    } catch (RuntimeException | Error e) {
      unavailable(e);
    }
  }

  /** Keeps what is being published hidden from other relays, for as long as this one lives. */
  private void extend() {
    if (taken.isEmpty()) {
      return;
    }
    try {
      outbox.extend(List.copyOf(taken), settings.hold());
    } catch (RuntimeException | Error e) {
      unavailable(e);
    }
  }

  private void deliver(Outbox.Entry entry) {
    try {
      publisher.publish(entry);
    } catch (RuntimeException | Error e) {
      settle(entry, () -> giveBack(entry, e));
      return;
    }
    settle(entry, () -> published(entry));
  }

  /** Writes down what became of a message, and makes its worker idle. */
  private void settle(Outbox.Entry entry, Runnable write) {
    // Closing interrupts the publisher; what became of the message is still written down.
    boolean interrupted = Thread.interrupted();
    try {
      writePatiently(write);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      taken.remove(entry);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      wake();
    }
  }

  /** Waits for an outbox that is away: what is not written down would be published again. */
  private void writePatiently(Runnable write) throws InterruptedException {
    while (true) {
      try {
        write.run();
        return;
      } catch (RuntimeException | Error e) {
        unavailable(e);
        if (closing) {
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
      setAside(entry, problem);
      return;
    }
    Duration pause = pauseAfter(entry.attempt());
    outbox.retry(entry, pause, problem);
    events.emit(at -> new PublishingFailed(at, entry.requestId(), entry.attempt(), pause, problem));
    onDispatcher(pause, this::dispatch);
  }

  /** In this order: a relay that dies in between tells of the message again. */
  private void setAside(Outbox.Entry entry, String problem) {
    Disposition told =
        deadLetters.handle(
            new Delivery(
                "outbox-" + entry.id(),
                entry.createdAt(),
                entry.attempt(),
                entry.attributes(),
                entry.body(),
                Instant.MAX));
    if (told instanceof Disposition.Retry retry) {
      throw new TransientFailureException(retry.message());
    }
    outbox.deadLetter(entry, problem);
    events.emit(at -> new RequestDeadLettered(at, entry.requestId(), entry.attempt(), problem));
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
    watch.close();
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
   * @param hold how long a taken message stays hidden from other processes after its relay died; it
   *     is extended for as long as the message is being published
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
     * For a publisher that delivers to an endpoint, as Pub/Sub would: five attempts, pauses within
     * its 100 ms to 60 s. The first pause is such that the five attempts outlast a restart of the
     * database of three seconds.
     */
    public static Settings toEndpoint() {
      return with(5);
    }

    /**
     * For a publisher to a topic: a message is tried until it is published, however long the topic
     * is away.
     */
    public static Settings toTopic() {
      return with(Integer.MAX_VALUE);
    }

    private static Settings with(int maxAttempts) {
      return new Settings(
          16,
          maxAttempts,
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(15));
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}
