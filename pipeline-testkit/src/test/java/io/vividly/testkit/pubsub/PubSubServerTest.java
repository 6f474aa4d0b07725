package io.vividly.testkit.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.AckReplyConsumerWithResponse;
import com.google.cloud.pubsub.v1.AckResponse;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.MessageReceiverWithAckResponse;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import io.grpc.Status;
import io.vividly.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Google's client talks to the server. No time passes but what a test sets. */
@Timeout(60)
class PubSubServerTest {

  private final SettableClock clock = new SettableClock();
  private final PubSubServer server = PubSubServer.start(clock);
  private Cloud cloud;
  private String topic;

  @BeforeEach
  void connect() throws Exception {
    cloud = new Cloud(server.endpoint());
    topic = cloud.createTopic("questions");
  }

  @AfterEach
  void disconnect() throws Exception {
    cloud.close();
    server.close();
  }

  @Test
  void what_is_published_is_received_and_acknowledged() throws Exception {
    String subscription = cloud.subscribe(topic, "worker");
    BlockingQueue<PubsubMessage> received = new LinkedBlockingQueue<>();
    BlockingQueue<AckResponse> confirmed = new LinkedBlockingQueue<>();
    cloud.receive(
        subscription,
        (MessageReceiverWithAckResponse)
            (message, reply) -> {
              received.add(message);
              Cloud.whenDone(reply.ack(), confirmed);
            });
    Publisher publisher = cloud.publisher(topic, settings -> settings);

    String id =
        publisher
            .publish(Cloud.message("why?").toBuilder().putAttributes("grade", "7").build())
            .get();

    PubsubMessage message = received.take();
    assertThat(message.getMessageId()).isEqualTo(id);
    assertThat(message.getData().toStringUtf8()).isEqualTo("why?");
    assertThat(message.getAttributesMap()).containsEntry("grade", "7");
    assertThat(message.getPublishTime().getSeconds()).isEqualTo(clock.instant().getEpochSecond());
    assertThat(confirmed.take()).isEqualTo(AckResponse.SUCCESSFUL);
    assertThat(server.backlog(subscription)).isZero();
  }

  @Test
  void a_message_that_is_not_acknowledged_comes_again_when_its_deadline_has_passed() {
    String subscription = cloud.subscribe(topic, "worker");
    cloud.publish(topic, "why?");
    List<ReceivedMessage> first = cloud.pull(subscription);

    clock.advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(cloud.pull(subscription)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    List<ReceivedMessage> second = cloud.pull(subscription);

    assertThat(second).hasSize(1);
    assertThat(second.get(0).getMessage()).isEqualTo(first.get(0).getMessage());
    assertThat(second.get(0).getDeliveryAttempt()).isZero();
  }

  @Test
  void a_stream_gets_a_message_again_when_its_deadline_has_passed() throws Exception {
    String subscription = cloud.subscribe(topic, "worker");
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    // It neither acknowledges nor refuses; the client extends the deadline once, to 60 s.
    cloud.receive(
        subscription, (MessageReceiver) (message, reply) -> received.add(message.getMessageId()));
    String id = cloud.publish(topic, "why?");
    assertThat(received.take()).isEqualTo(id);

    clock.advance(Duration.ofSeconds(601));

    assertThat(received.take()).isEqualTo(id);
  }

  @Test
  void a_refused_message_is_a_dead_letter_after_five_attempts() throws Exception {
    String deadTopic = cloud.createTopic("dead");
    String deadSubscription = cloud.subscribe(deadTopic, "dead-letters");
    String subscription =
        cloud.subscribe(
            topic,
            "worker",
            settings ->
                settings.setDeadLetterPolicy(
                    DeadLetterPolicy.newBuilder().setDeadLetterTopic(deadTopic)));
    List<Integer> attempts = new ArrayList<>();
    cloud.receive(
        subscription,
        (MessageReceiver)
            (message, reply) -> {
              attempts.add(Subscriber.getDeliveryAttempt(message));
              reply.nack();
            });
    BlockingQueue<PubsubMessage> dead = new LinkedBlockingQueue<>();
    cloud.receive(
        deadSubscription,
        (MessageReceiver)
            (message, reply) -> {
              reply.ack();
              dead.add(message);
            });

    cloud.publish(topic, Cloud.message("why?").toBuilder().putAttributes("grade", "7").build());

    PubsubMessage letter = dead.take();
    assertThat(attempts).containsExactly(1, 2, 3, 4, 5);
    assertThat(letter.getData().toStringUtf8()).isEqualTo("why?");
    assertThat(letter.getAttributesMap())
        .containsAllEntriesOf(
            Map.of(
                "grade", "7",
                "CloudPubSubDeadLetterSourceDeliveryCount", "5",
                "CloudPubSubDeadLetterSourceSubscription", "worker",
                "CloudPubSubDeadLetterSourceSubscriptionProject",
                    cloud.project().substring("projects/".length()),
                "CloudPubSubDeadLetterSourceTopicPublishTime", "2026-03-02T12:00:00.000+00:00"));
    assertThat(server.backlog(subscription)).isZero();
  }

  @Test
  void messages_of_one_key_come_in_order_and_again_in_order() throws Exception {
    String subscription =
        cloud.subscribe(topic, "worker", settings -> settings.setEnableMessageOrdering(true));
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    List<String> refuseOnce = new ArrayList<>(List.of("3"));
    cloud.receive(
        subscription,
        (MessageReceiver)
            (message, reply) -> {
              received.add(message.getData().toStringUtf8());
              if (refuseOnce.remove(message.getData().toStringUtf8())) {
                reply.nack();
              } else {
                reply.ack();
              }
            });
    Publisher publisher =
        cloud.publisher(topic, settings -> settings.setEnableMessageOrdering(true));
    for (int i = 0; i < 10; i++) {
      publisher.publish(Cloud.message("" + i).toBuilder().setOrderingKey("k").build());
    }
    publisher.publishAllOutstanding();

    List<String> order = new ArrayList<>();
    while (Collections.frequency(order, "3") < 2 || !order.get(order.size() - 1).equals("9")) {
      order.add(received.take());
    }
    int refused = order.indexOf("3");
    assertThat(order.subList(0, refused + 1)).containsExactly("0", "1", "2", "3");
    // What had been sent along with it came before it came again.
    assertThat(order.subList(order.lastIndexOf("3"), order.size()))
        .containsExactly("3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void an_exactly_once_acknowledgement_after_the_deadline_is_known_to_be_invalid()
      throws Exception {
    String subscription =
        cloud.subscribe(topic, "worker", one -> one.setEnableExactlyOnceDelivery(true));
    BlockingQueue<AckReplyConsumerWithResponse> replies = new LinkedBlockingQueue<>();
    cloud.receive(
        subscription, (MessageReceiverWithAckResponse) (message, reply) -> replies.add(reply));
    cloud.publish(topic, "why?");
    AckReplyConsumerWithResponse first = replies.take();

    clock.advance(Duration.ofSeconds(601));

    AckReplyConsumerWithResponse second = replies.take();
    assertThat(first.ack().get()).isEqualTo(AckResponse.INVALID);
    assertThat(server.backlog(subscription)).isOne();
    assertThat(second.ack().get()).isEqualTo(AckResponse.SUCCESSFUL);
    assertThat(server.backlog(subscription)).isZero();
  }

  @Test
  void a_refused_message_waits_as_the_retry_policy_says() {
    String subscription =
        cloud.subscribe(
            topic,
            "worker",
            one ->
                one.setRetryPolicy(
                    RetryPolicy.newBuilder()
                        .setMinimumBackoff(Durations.fromSeconds(10))
                        .setMaximumBackoff(Durations.fromSeconds(15))));
    cloud.publish(topic, "why?");
    for (int pause : new int[] {10, 15, 15}) {
      ReceivedMessage message = cloud.pull(subscription).get(0);
      cloud.subscriptions().modifyAckDeadline(subscription, List.of(message.getAckId()), 0);
      clock.advance(Duration.ofSeconds(pause).minusMillis(1));
      assertThat(cloud.pull(subscription)).isEmpty();
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(cloud.pull(subscription)).hasSize(1);
  }

  @Test
  void a_client_gets_no_more_than_it_can_hold() throws Exception {
    String subscription = cloud.subscribe(topic, "worker");
    BlockingQueue<AckReplyConsumer> held = new LinkedBlockingQueue<>();
    MessageReceiver keeper = (message, reply) -> held.add(reply);
    cloud.start(
        Subscriber.newBuilder(subscription, keeper)
            .setFlowControlSettings(
                FlowControlSettings.newBuilder().setMaxOutstandingElementCount(2L).build()));
    for (int i = 0; i < 3; i++) {
      cloud.publish(topic, "" + i);
    }
    AckReplyConsumer first = held.take();
    held.take();
    assertThat(cloud.pull(subscription)).hasSize(1);

    cloud.publish(topic, "next");
    first.ack();

    assertThat(held.take()).isNotNull();
  }

  @Test
  void a_client_comes_back_when_its_stream_breaks() throws Exception {
    String subscription = cloud.subscribe(topic, "worker");
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    cloud.receive(
        subscription,
        (MessageReceiver)
            (message, reply) -> {
              received.add(message.getData().toStringUtf8());
              reply.ack();
            });
    cloud.publish(topic, "before");
    assertThat(received.take()).isEqualTo("before");

    server.breakStreams();
    cloud.publish(topic, "after");

    assertThat(received.take()).isEqualTo("after");
  }

  @Test
  void a_client_hears_that_its_subscription_is_gone() {
    String subscription = cloud.subscribe(topic, "worker");
    Subscriber subscriber =
        cloud.receive(subscription, (MessageReceiver) (message, reply) -> reply.ack());

    cloud.subscriptions().deleteSubscription(subscription);

    assertThatThrownBy(subscriber::awaitTerminated)
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(NotFoundException.class);
  }

  @Test
  void a_message_is_not_lost_when_its_dead_letter_topic_is_gone() {
    String dead = cloud.createTopic("dead");
    String subscription =
        cloud.subscribe(
            topic,
            "worker",
            one -> one.setDeadLetterPolicy(DeadLetterPolicy.newBuilder().setDeadLetterTopic(dead)));
    cloud.publish(topic, "why?");
    cloud.topics().deleteTopic(dead);

    for (int attempt = 1; attempt <= 7; attempt++) {
      ReceivedMessage message = cloud.pull(subscription).get(0);
      assertThat(message.getDeliveryAttempt()).isEqualTo(attempt);
      cloud.subscriptions().modifyAckDeadline(subscription, List.of(message.getAckId()), 0);
    }
    assertThat(server.backlog(subscription)).isOne();
  }

  @Test
  void a_subscription_can_be_changed() {
    String subscription = cloud.subscribe(topic, "worker");

    Subscription changed =
        cloud
            .subscriptions()
            .updateSubscription(
                Subscription.newBuilder().setName(subscription).setAckDeadlineSeconds(60).build(),
                FieldMask.newBuilder().addPaths("ack_deadline_seconds").build());

    assertThat(changed.getAckDeadlineSeconds()).isEqualTo(60);
    assertThat(changed.getTopic()).isEqualTo(topic);
    cloud.publish(topic, "why?");
    assertThat(cloud.pull(subscription)).hasSize(1);
    clock.advance(Duration.ofSeconds(59));
    assertThat(cloud.pull(subscription)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(cloud.pull(subscription)).hasSize(1);
  }

  @Test
  void a_client_publishes_and_acknowledges_again_when_that_failed() throws Exception {
    String subscription =
        cloud.subscribe(topic, "worker", one -> one.setEnableExactlyOnceDelivery(true));
    server.publishFaults().failAt(1, Status.UNAVAILABLE.asRuntimeException());
    server.acknowledgeFaults().failAt(1, Status.UNAVAILABLE.asRuntimeException());
    BlockingQueue<AckResponse> confirmed = new LinkedBlockingQueue<>();
    cloud.receive(
        subscription,
        (MessageReceiverWithAckResponse)
            (message, reply) -> Cloud.whenDone(reply.ack(), confirmed));

    cloud.publisher(topic, settings -> settings).publish(Cloud.message("why?")).get();

    assertThat(confirmed.take()).isEqualTo(AckResponse.SUCCESSFUL);
    assertThat(server.publishFaults().calls()).isEqualTo(2);
    assertThat(server.acknowledgeFaults().calls()).isEqualTo(2);
    assertThat(server.backlog(subscription)).isZero();
  }

  @Test
  void the_ordering_of_a_subscription_stays_as_it_is() {
    String subscription = cloud.subscribe(topic, "worker");

    assertInvalid(
        () ->
            cloud
                .subscriptions()
                .updateSubscription(
                    Subscription.newBuilder()
                        .setName(subscription)
                        .setEnableMessageOrdering(true)
                        .build(),
                    FieldMask.newBuilder().addPaths("enable_message_ordering").build()));
  }

  @Test
  void a_pull_waits_for_a_message_but_not_for_ever() throws Exception {
    String subscription = cloud.subscribe(topic, "worker");
    assertThat(cloud.subscriptions().pull(subscription, 1).getReceivedMessagesList()).isEmpty();

    CompletableFuture<List<ReceivedMessage>> pulled =
        CompletableFuture.supplyAsync(
            () -> cloud.subscriptions().pull(subscription, 1).getReceivedMessagesList());
    cloud.publish(topic, "why?");
    List<ReceivedMessage> received = new ArrayList<>(pulled.get());
    received.addAll(cloud.pull(subscription));
    assertThat(received).hasSize(1);
  }

  @Test
  void what_it_does_not_know_it_refuses() {
    assertThatThrownBy(() -> cloud.subscribe(topic, "worker", one -> one.setFilter("hasPrefix")))
        .isInstanceOf(UnimplementedException.class);
    assertThatThrownBy(
            () -> cloud.subscriptions().createSnapshot(cloud.project() + "/snapshots/one", "x"))
        .isInstanceOf(UnimplementedException.class);
  }

  @Test
  void it_is_strict_where_the_emulator_is_not() {
    assertInvalid(() -> cloud.subscribe(topic, "worker", one -> one.setAckDeadlineSeconds(9)));
    assertInvalid(
        () ->
            cloud.subscribe(
                topic,
                "worker",
                one ->
                    one.setDeadLetterPolicy(
                        DeadLetterPolicy.newBuilder()
                            .setDeadLetterTopic(topic)
                            .setMaxDeliveryAttempts(4))));
    assertInvalid(
        () ->
            cloud.subscribe(
                topic,
                "worker",
                one ->
                    one.setRetryPolicy(
                        RetryPolicy.newBuilder().setMinimumBackoff(Durations.fromSeconds(601)))));
    assertInvalid(
        () ->
            cloud.subscribe(
                topic,
                "worker",
                one -> one.setPushConfig(PushConfig.newBuilder().setPushEndpoint("ftp://x"))));
    assertInvalid(
        () ->
            cloud.publish(
                topic,
                PubsubMessage.newBuilder()
                    .setData(ByteString.copyFrom(new byte[10_000_001]))
                    .build()));
    assertInvalid(
        () ->
            cloud.publish(
                topic, PubsubMessage.newBuilder().putAttributes("k".repeat(257), "v").build()));
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InvalidArgumentException.class);
  }
}
