package io.vividly.testkit.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.pubsub.v1.AckResponse;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.MessageReceiverWithAckResponse;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.common.util.concurrent.Futures;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import io.vividly.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
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
              confirmWhenAcknowledged(reply.ack(), confirmed);
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

  private static void confirmWhenAcknowledged(
      Future<AckResponse> response, BlockingQueue<AckResponse> confirmed) {
    CompletableFuture.runAsync(() -> confirmed.add(Futures.getUnchecked(response)));
  }
}
