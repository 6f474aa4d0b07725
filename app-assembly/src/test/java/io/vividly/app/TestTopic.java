package io.vividly.app;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PublisherGrpc.PublisherBlockingStub;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberBlockingStub;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.vividly.testkit.pubsub.PubSubServer;
import java.util.List;
import java.util.Map;

/** A Pub/Sub server with the topic of the requests, the worker's subscription and dead letters. */
final class TestTopic implements AutoCloseable {

  static final String SUBSCRIPTION = "projects/school/subscriptions/worker";
  static final String DEAD_SUBSCRIPTION = "projects/school/subscriptions/dead-letters";
  static final String DEAD_TOPIC = "projects/school/topics/dead";
  private static final String TOPIC = "projects/school/topics/requests";

  private final PubSubServer server = PubSubServer.start();
  private final ManagedChannel channel =
      ManagedChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
  private final PublisherBlockingStub topics = PublisherGrpc.newBlockingStub(channel);
  private final SubscriberBlockingStub subscriptions = SubscriberGrpc.newBlockingStub(channel);

  TestTopic() {
    topics.createTopic(Topic.newBuilder().setName(TOPIC).build());
    topics.createTopic(Topic.newBuilder().setName(DEAD_TOPIC).build());
    subscribe(
        Subscription.newBuilder()
            .setName(SUBSCRIPTION)
            .setTopic(TOPIC)
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(DEAD_TOPIC)
                    .setMaxDeliveryAttempts(5)));
    subscribe(Subscription.newBuilder().setName(DEAD_SUBSCRIPTION).setTopic(DEAD_TOPIC));
  }

  private void subscribe(Subscription.Builder subscription) {
    subscriptions.createSubscription(subscription.setAckDeadlineSeconds(60).build());
  }

  /** What names all this in the environment. */
  Map<String, String> environment() {
    return Map.of(
        "GCP_PROJECT_ID", "school",
        "PUBSUB_TOPIC", "requests",
        "PUBSUB_SUBSCRIPTION", "worker",
        "PUBSUB_DEAD_LETTER_SUBSCRIPTION", "dead-letters",
        "PUBSUB_EMULATOR_HOST", server.endpoint());
  }

  String publish(PubsubMessage message) {
    return publish(TOPIC, message);
  }

  String publish(String topic, PubsubMessage message) {
    return topics
        .publish(PublishRequest.newBuilder().setTopic(topic).addMessages(message).build())
        .getMessageIds(0);
  }

  void refuseAcknowledgements(RuntimeException refusal) {
    server.acknowledgeFaults().failAlways(refusal);
  }

  /** How many messages of a subscription are not acknowledged. */
  int backlog(String subscription) {
    return server.backlog(subscription);
  }

  /** Pulls what can be had, without waiting; it stays leased. */
  @SuppressWarnings("deprecation") // To know that there is nothing, without waiting for it.
  List<ReceivedMessage> pull(String subscription) {
    return subscriptions
        .pull(
            PullRequest.newBuilder()
                .setSubscription(subscription)
                .setMaxMessages(1_000)
                .setReturnImmediately(true)
                .build())
        .getReceivedMessagesList();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
