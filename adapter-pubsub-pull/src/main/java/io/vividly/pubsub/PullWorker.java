package io.vividly.pubsub;

import com.google.api.core.ApiService;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.common.util.concurrent.MoreExecutors;
import io.vividly.core.pipeline.DeliveryHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pulls messages from a subscription and has them processed, each on a thread of its own, as many
 * as there are slots. A message whose work is not done yet stays ours, because its ack deadline is
 * extended.
 *
 * <p>To shut down without losing anything, {@link #stop} this first, so that nothing new arrives,
 * then stop the delivery handler, so that what is held ends, then {@link #awaitEnd}.
 */
public final class PullWorker implements AutoCloseable {

  private static final Duration SHORTEST_LOOK = Duration.ofMillis(5);

  /** How long to wait for confirmations that the client itself did not wait for. */
  private static final Duration CONFIRMING = Duration.ofSeconds(2);

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

  private final String subscription;
  private final PullOptions options;
  private final Activity activity = new Activity();
  private final Tally tally = new Tally();
  private final StreamWatch streams = new StreamWatch(activity::touch);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ScheduledExecutorService threads;
  private final Subscriber subscriber;
  private volatile boolean stopping;

  /** Pulls nothing before {@link #run}. */
  public PullWorker(DeliveryHandler deliveries, PubSubOptions pubSub, PullOptions options) {
    this(deliveries, pubSub, options, Clock.systemUTC());
  }

  /**
   * @param clock by which deliveries get their deadlines; the delivery handler's own
   */
  public PullWorker(
      DeliveryHandler deliveries, PubSubOptions pubSub, PullOptions options, Clock clock) {
    this.subscription = pubSub.subscriptionName();
    this.options = options;
    this.threads = threads(options.slots());
    this.subscriber =
        subscriber(
            new Receiver(deliveries, options.maxExtension(), activity, tally, clock),
            new Connection(pubSub));
  }

  private Subscriber subscriber(Receiver receiver, Connection connection) {
    Subscriber made =
        Subscriber.newBuilder(subscription, receiver)
            .setChannelProvider(connection.forSubscriptions(streams))
            .setCredentialsProvider(connection.credentials())
            .setExecutorProvider(FixedExecutorProvider.create(threads))
            .setFlowControlSettings(
                FlowControlSettings.newBuilder()
                    .setMaxOutstandingElementCount((long) options.slots())
                    .build())
            .setMaxAckExtensionPeriodDuration(options.maxExtension())
            .setMaxDurationPerAckExtensionDuration(options.extension())
            .build();
    made.addListener(new EndListener(), MoreExecutors.directExecutor());
    return made;
  }

  /**
   * Pulls until the worker is stopped, or until its job is over, and then until everything that it
   * held is answered. To be called once.
   *
   * @throws PubSubException if the subscription cannot be pulled from: it does not exist, or there
   *     is no right to. A service that is merely away is waited for.
   * @throws InterruptedException if the thread is interrupted while it waits; the worker is stopped
   */
  public PullReport run() throws InterruptedException {
    subscriber.startAsync();
    PullReport.End end;
    try {
      end = pull();
    } finally {
      stop();
    }
    ended.await();
    tally.awaitConfirmations(CONFIRMING);
    threads.shutdown();
    if (subscriber.state() == ApiService.State.FAILED) {
      throw PubSubException.of("The subscription " + subscription, subscriber.failureCause());
    }
    return tally.report(end);
  }

  private PullReport.End pull() throws InterruptedException {
    while (true) {
      if (ended.await(untilNextLook().toMillis(), TimeUnit.MILLISECONDS) || stopping) {
        return PullReport.End.STOPPED;
      }
      PullOptions.Job job = options.job();
      if (job != null && streams.isOpen() && activity.idle().compareTo(job.idle()) >= 0) {
        return PullReport.End.EMPTY;
      }
      if (job != null && activity.running().compareTo(job.maxRuntime()) >= 0) {
        return PullReport.End.MAX_RUNTIME;
      }
    }
  }

  private Duration untilNextLook() {
    PullOptions.Job job = options.job();
    if (job == null) {
      return LONGEST_LOOK;
    }
    Duration left =
        shorter(job.idle().minus(activity.idle()), job.maxRuntime().minus(activity.running()));
    return left.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : shorter(left, LONGEST_LOOK);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Pulls nothing more and returns at once. What is held is finished, and {@link #run} then ends.
   */
  public void stop() {
    stopping = true;
    subscriber.stopAsync();
  }

  /**
   * Waits until everything that was held is answered.
   *
   * @return whether that was in time; what is not answered by then is delivered again
   */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * What keeps this worker from getting messages, in a word or two each; empty when nothing does.
   */
  public List<String> problems() {
    if (stopping) {
      return List.of("shutting down");
    }
    return streams.isOpen() ? List.of() : List.of("pubsub");
  }

  /** Stops without waiting. */
  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }

  private static ScheduledExecutorService threads(int slots) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newScheduledThreadPool(
        slots,
        task -> {
          Thread thread = new Thread(task, "vividly-pull-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  private final class EndListener extends ApiService.Listener {
    @Override
    public void terminated(ApiService.State from) {
      ended.countDown();
    }

    @Override
    public void failed(ApiService.State from, Throwable failure) {
      ended.countDown();
    }
  }
}
