package io.vividly.benchmarks;

import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.pubsub.PubSubOptions;
import io.vividly.pubsub.PullOptions;
import io.vividly.pubsub.PullWorker;
import io.vividly.testkit.pubsub.PubSubServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Prints how fast the pull worker drains a subscription when the work itself takes no time, and the
 * ratio to Google's bare subscriber, which drains as much before it.
 */
public final class PullBenchmark {

  private static final int MESSAGES = 10_000;
  private static final int SLOTS = 64;
  private static final String PROJECT = "benchmark";
  private static final String TOPIC = "projects/benchmark/topics/requests";
  private static final String SUBSCRIPTION = "projects/benchmark/subscriptions/worker";
  private static final PubsubMessage MESSAGE =
      PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[500])).build();
  private static final PullOptions JOB =
      PullOptions.job(SLOTS, new PullOptions.Job(Duration.ofSeconds(3), Duration.ofMinutes(10)));

  private final PubSubServer server;
  private final TransportChannelProvider channels;

  private PullBenchmark(PubSubServer server, TransportChannelProvider channels) {
    this.server = server;
    this.channels = channels;
  }

  public static void main(String[] args) throws Exception {
    try (PubSubServer server = PubSubServer.start()) {
      ManagedChannel channel =
          ManagedChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
      PullBenchmark benchmark =
          new PullBenchmark(
              server, FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)));
      benchmark.subscribe();
      print("%d messages, %d slots%n", MESSAGES, SLOTS);
      double bare = benchmark.measure("bare subscriber", benchmark::drainBare);
      double worker = benchmark.measure("pull worker", benchmark::drainWithWorker);
      print("pull worker %.2f of the bare subscriber%n", worker / bare);
      channel.shutdownNow();
    }
  }

  private double measure(String name, Drain drain) throws Exception {
    publish();
    CountDownLatch left = new CountDownLatch(MESSAGES);
    double seconds = drain.run(left);
    double rate = MESSAGES / seconds;
    print("%-16s %6.0f messages/s, %d left%n", name, rate, server.backlog(SUBSCRIPTION));
    return rate;
  }

  private double drainBare(CountDownLatch left) throws InterruptedException {
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(SLOTS);
    Subscriber subscriber =
        Subscriber.newBuilder(
                SUBSCRIPTION,
                (PubsubMessage message, AckReplyConsumer reply) -> {
                  reply.ack();
                  left.countDown();
                })
            .setChannelProvider(channels)
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setExecutorProvider(FixedExecutorProvider.create(threads))
            .setFlowControlSettings(
                FlowControlSettings.newBuilder()
                    .setMaxOutstandingElementCount((long) SLOTS)
                    .build())
            .build();
    long start = System.nanoTime();
    subscriber.startAsync();
    left.await();
    double seconds = secondsSince(start);
    subscriber.stopAsync().awaitTerminated();
    threads.shutdown();
    return seconds;
  }

  private double drainWithWorker(CountDownLatch left) throws InterruptedException {
    PubSubOptions options =
        PubSubOptions.builder(PROJECT)
            .subscription(SUBSCRIPTION)
            .emulatorHost(server.endpoint())
            .build();
    long start = System.nanoTime();
    Acknowledging handler = new Acknowledging(left);
    try (PullWorker worker = new PullWorker(handler, options, JOB)) {
      worker.run();
    }
    return (handler.last - start) / 1e9;
  }

  private void subscribe() throws IOException {
    try (TopicAdminClient topics = topics();
        SubscriptionAdminClient subscriptions =
            SubscriptionAdminClient.create(
                SubscriptionAdminSettings.newBuilder()
                    .setTransportChannelProvider(channels)
                    .setCredentialsProvider(NoCredentialsProvider.create())
                    .build())) {
      topics.createTopic(TOPIC);
      subscriptions.createSubscription(SUBSCRIPTION, TOPIC, PushConfig.getDefaultInstance(), 60);
    }
  }

  private void publish() throws IOException {
    try (TopicAdminClient topics = topics()) {
      for (int i = 0; i < MESSAGES; i += 1_000) {
        topics.publish(TOPIC, Collections.nCopies(1_000, MESSAGE));
      }
    }
  }

  private TopicAdminClient topics() throws IOException {
    return TopicAdminClient.create(
        TopicAdminSettings.newBuilder()
            .setTransportChannelProvider(channels)
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build());
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }

  private interface Drain {
    /** Gives the seconds until the last message was handled. */
    double run(CountDownLatch left) throws InterruptedException;
  }

  private static final class Acknowledging implements DeliveryHandler {
    private final CountDownLatch left;
    private final Disposition done =
        new Disposition.Acknowledge(RequestId.random(), new Outcome.Cancelled());
    private volatile long last = System.nanoTime();

    Acknowledging(CountDownLatch left) {
      this.left = left;
    }

    @Override
    public Disposition handle(Delivery delivery) {
      left.countDown();
      last = System.nanoTime();
      return done;
    }

    @Override
    public Disposition reject(Delivery delivery, InvalidMessageException problem) {
      throw new IllegalStateException("a pulled message has no envelope that could be wrong");
    }
  }
}
