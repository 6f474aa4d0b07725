package io.vividly.app;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.vividly.pubsub.PubSubOptions;
import io.vividly.testkit.SettableClock;
import io.vividly.testkit.pubsub.PubSubServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A topic with a push and a pull subscription, each with dead letters of its own after five
 * attempts. It retries at once; the pauses of push pass when they are waited for.
 */
final class RequestTopic implements AutoCloseable {

  private static final String PROJECT = "school";
  private static final String TOPIC = "projects/school/topics/requests";
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final SettableClock clock = new SettableClock();
  private final PubSubServer server = PubSubServer.start(clock);
  private final ManagedChannel channel =
      ManagedChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  RequestTopic() throws IOException {
    var channels = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
    topics =
        TopicAdminClient.create(
            TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    subscriptions =
        SubscriptionAdminClient.create(
            SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    topics.createTopic(TOPIC);
  }

  void subscribe(String name, PushConfig push) {
    String deadTopic = "projects/school/topics/dead-" + name;
    topics.createTopic(deadTopic);
    subscriptions.createSubscription(
        Subscription.newBuilder().setName(fullName("dead-" + name)).setTopic(deadTopic).build());
    subscriptions.createSubscription(
        Subscription.newBuilder()
            .setName(fullName(name))
            .setTopic(TOPIC)
            .setAckDeadlineSeconds(600)
            .setPushConfig(push)
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(deadTopic)
                    .setMaxDeliveryAttempts(5))
            .build());
  }

  static PushConfig pushTo(URI url) {
    return PushConfig.newBuilder().setPushEndpoint(url.toString()).build();
  }

  void publish(List<PubsubMessage> messages) {
    topics.publish(TOPIC, messages);
  }

  /** Waits until every message was pushed with success or is a dead letter. */
  void awaitPushed(String name) throws InterruptedException {
    server.awaitPushes(fullName(name));
    while (server.backlog(fullName(name)) > 0) {
      clock.advance(LONGEST_PAUSE);
      server.awaitPushes(fullName(name));
    }
  }

  int backlog(String name) {
    return server.backlog(fullName(name));
  }

  int deadLetters(String name) {
    return backlog("dead-" + name);
  }

  PubSubOptions pulling(String name) {
    return PubSubOptions.builder(PROJECT)
        .subscription(name)
        .emulatorHost(server.endpoint())
        .build();
  }

  private static String fullName(String subscription) {
    return "projects/school/subscriptions/" + subscription;
  }

  @Override
  public void close() {
    subscriptions.close();
    topics.close();
    channel.shutdownNow();
    server.close();
  }
}
