package io.vividly.testkit.pubsub;

import com.google.api.core.ApiService;
import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.MessageReceiverWithAckResponse;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriberShutdownSettings;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.common.util.concurrent.Futures;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Google's official client, connected to a server of any make; closes what it made. */
final class Cloud implements AutoCloseable {

  /** What the client sets when it makes its channels itself. */
  private static final int MAX_INBOUND = 20 * 1024 * 1024;

  private final String project = "p-" + UUID.randomUUID();
  private final ManagedChannel channel;
  private final TransportChannelProvider channels;
  private final CredentialsProvider nobody = NoCredentialsProvider.create();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  Cloud(String endpoint) throws IOException {
    channel =
        ManagedChannelBuilder.forTarget(endpoint)
            .usePlaintext()
            .maxInboundMessageSize(MAX_INBOUND)
            .build();
    channels = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
    topics =
        TopicAdminClient.create(
            TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(nobody)
                .build());
    open.push(topics);
    subscriptions =
        SubscriptionAdminClient.create(
            SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(nobody)
                .build());
    open.push(subscriptions);
  }

  TopicAdminClient topics() {
    return topics;
  }

  SubscriptionAdminClient subscriptions() {
    return subscriptions;
  }

  ManagedChannel channel() {
    return channel;
  }

  String project() {
    return "projects/" + project;
  }

  String topic(String id) {
    return "projects/" + project + "/topics/" + id;
  }

  String subscription(String id) {
    return "projects/" + project + "/subscriptions/" + id;
  }

  /** Makes a topic and gives its full name. */
  String createTopic(String id) {
    return topics.createTopic(topic(id)).getName();
  }

  /** Makes a subscription with a deadline of 10 s and gives its full name. */
  String subscribe(String topic, String id, UnaryOperator<Subscription.Builder> settings) {
    Subscription.Builder wanted =
        Subscription.newBuilder()
            .setName(subscription(id))
            .setTopic(topic)
            .setAckDeadlineSeconds(10);
    return subscriptions.createSubscription(settings.apply(wanted).build()).getName();
  }

  String subscribe(String topic, String id) {
    return subscribe(topic, id, settings -> settings);
  }

  /** Publishes one text without a batching client and gives its id. */
  String publish(String topic, String text) {
    return publish(topic, message(text));
  }

  String publish(String topic, PubsubMessage message) {
    return topics.publish(topic, List.of(message)).getMessageIds(0);
  }

  static PubsubMessage message(String text) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text)).build();
  }

  /** Pulls what is there, without waiting. */
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

  Publisher publisher(String topic, UnaryOperator<Publisher.Builder> settings) throws IOException {
    Publisher publisher =
        settings
            .apply(
                Publisher.newBuilder(topic)
                    .setChannelProvider(channels)
                    .setCredentialsProvider(nobody))
            .build();
    open.push(publisher::shutdown);
    return publisher;
  }

  /** Adds the result of a future to a queue as soon as it is there. */
  static <T> void whenDone(Future<T> future, BlockingQueue<T> results) {
    CompletableFuture.runAsync(() -> results.add(Futures.getUnchecked(future)));
  }

  /** Starts a subscriber. */
  Subscriber receive(String subscription, MessageReceiver receiver) {
    return start(Subscriber.newBuilder(subscription, receiver));
  }

  /** Starts a subscriber that hears whether its acknowledgements were good. */
  Subscriber receive(String subscription, MessageReceiverWithAckResponse receiver) {
    return start(Subscriber.newBuilder(subscription, receiver));
  }

  Subscriber start(Subscriber.Builder builder) {
    Subscriber subscriber =
        builder
            .setChannelProvider(channels)
            .setCredentialsProvider(nobody)
            // Otherwise it waits for messages that a test keeps for itself.
            .setSubscriberShutdownSettings(
                SubscriberShutdownSettings.newBuilder()
                    .setMode(SubscriberShutdownSettings.ShutdownMode.NACK_IMMEDIATELY)
                    .setTimeout(Duration.ofMillis(500))
                    .build())
            .build();
    subscriber.startAsync().awaitRunning();
    open.push(() -> stop(subscriber));
    return subscriber;
  }

  private static void stop(Subscriber subscriber) throws TimeoutException {
    if (subscriber.state() != ApiService.State.FAILED) {
      subscriber.stopAsync().awaitTerminated(20, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    channel.shutdownNow();
  }
}
