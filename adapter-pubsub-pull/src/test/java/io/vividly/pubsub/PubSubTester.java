package io.vividly.pubsub;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import io.vividly.testkit.SettableClock;
import io.vividly.testkit.pubsub.PubSubServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A Pub/Sub server with a topic, its subscription and the dead letters of that, and Google's client
 * to look at them from outside. No time passes but what a test sets.
 */
final class PubSubTester implements AutoCloseable {

  static final String PROJECT = "school";
  static final String TOPIC = "projects/school/topics/requests";
  static final String SUBSCRIPTION = "projects/school/subscriptions/worker";
  static final String DEAD_TOPIC = "projects/school/topics/dead";
  static final String DEAD_SUBSCRIPTION = "projects/school/subscriptions/dead-letters";

  final SettableClock clock = new SettableClock();
  final PubSubServer server = PubSubServer.start(clock);
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  PubSubTester() throws IOException {
    this(settings -> settings);
  }

  PubSubTester(UnaryOperator<Subscription.Builder> settings) throws IOException {
    Connection connection = new Connection(options());
    topics =
        TopicAdminClient.create(
            TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(connection.forTopics())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    subscriptions =
        SubscriptionAdminClient.create(
            SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(connection.forSubscriptions())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    topics.createTopic(TOPIC);
    topics.createTopic(DEAD_TOPIC);
    subscriptions.createSubscription(subscription(DEAD_SUBSCRIPTION, DEAD_TOPIC).build());
    subscriptions.createSubscription(
        settings
            .apply(
                subscription(SUBSCRIPTION, TOPIC)
                    .setDeadLetterPolicy(
                        DeadLetterPolicy.newBuilder()
                            .setDeadLetterTopic(DEAD_TOPIC)
                            .setMaxDeliveryAttempts(5)))
            .build());
  }

  private static Subscription.Builder subscription(String name, String topic) {
    return Subscription.newBuilder().setName(name).setTopic(topic).setAckDeadlineSeconds(10);
  }

  PubSubOptions options() {
    return PubSubOptions.builder(PROJECT)
        .topic("requests")
        .subscription("worker")
        .deadLetterSubscription("dead-letters")
        .emulatorHost(server.endpoint())
        .build();
  }

  /** Publishes a text and gives its id. */
  String publish(String text) {
    return publish(ByteString.copyFromUtf8(text), Map.of());
  }

  String publish(ByteString data, Map<String, String> attributes) {
    return publishTo(TOPIC, data, attributes);
  }

  String publishTo(String topic, ByteString data, Map<String, String> attributes) {
    PubsubMessage message =
        PubsubMessage.newBuilder().setData(data).putAllAttributes(attributes).build();
    return topics.publish(topic, List.of(message)).getMessageIds(0);
  }

  /** How many messages of the subscription are not acknowledged. */
  int backlog() {
    return server.backlog(SUBSCRIPTION);
  }

  /** Pulls what can be had from a subscription, without waiting; it stays leased. */
  @SuppressWarnings("deprecation") // To know that there is nothing, without waiting for it.
  List<ReceivedMessage> pull(String subscription) {
    return subscriptions
        .pull(
            PullRequest.newBuilder()
                .setSubscription(subscription)
                .setMaxMessages(100)
                .setReturnImmediately(true)
                .build())
        .getReceivedMessagesList();
  }

  /** Waits until something holds; the test's own time limit ends the wait. */
  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
      Thread.yield();
    }
  }

  @Override
  public void close() {
    subscriptions.close();
    topics.close();
    server.close();
  }
}
