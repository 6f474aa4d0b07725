package io.vividly.testkit.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.pubsub.v1.AckResponse;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.MessageReceiverWithAckResponse;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server for tests and Google's emulator must both do, on the system's clock. */
@Timeout(90)
abstract class PubSubConformance {

  private Cloud cloud;
  private String topic;

  /** Where the server is, as host:port. */
  abstract String endpoint();

  @BeforeEach
  void connect() throws Exception {
    cloud = new Cloud(endpoint());
    topic = cloud.createTopic("questions");
  }

  @AfterEach
  void disconnect() throws Exception {
    cloud.close();
  }

  @Test
  void a_message_keeps_its_bytes_and_attributes_and_gets_an_id_and_a_time() {
    String subscription = cloud.subscribe(topic, "worker");
    byte[] bytes = {0, -1, 13, 10, 127, -128, 'x'};
    PubsubMessage message =
        PubsubMessage.newBuilder()
            .setData(ByteString.copyFrom(bytes))
            .putAttributes("grade", "7 \u00fc")
            .putAttributes("empty", "")
            .build();
    String id = cloud.publish(topic, message);

    List<ReceivedMessage> received = pull(subscription, 1);

    PubsubMessage got = received.get(0).getMessage();
    assertThat(got.getMessageId()).isEqualTo(id).isNotEmpty();
    assertThat(got.hasPublishTime()).isTrue();
    assertThat(got.toBuilder().clearMessageId().clearPublishTime().build()).isEqualTo(message);
    assertThat(received.get(0).getDeliveryAttempt()).isZero();
    cloud.subscriptions().acknowledge(subscription, List.of(received.get(0).getAckId()));
    assertThat(cloud.pull(subscription)).isEmpty();
  }

  @Test
  void every_subscription_gets_every_message_that_came_after_it() {
    String early = cloud.subscribe(topic, "early");
    cloud.publish(topic, "one");
    String late = cloud.subscribe(topic, "late");
    cloud.publish(topic, "two");

    assertThat(texts(pull(early, 2))).containsExactlyInAnyOrder("one", "two");
    assertThat(texts(pull(late, 1))).containsExactly("two");
  }

  @Test
  void a_refused_message_comes_again() {
    String subscription = cloud.subscribe(topic, "worker");
    cloud.publish(topic, "why?");
    ReceivedMessage first = pull(subscription, 1).get(0);

    cloud.subscriptions().modifyAckDeadline(subscription, List.of(first.getAckId()), 0);

    ReceivedMessage second = pull(subscription, 1).get(0);
    assertThat(second.getMessage()).isEqualTo(first.getMessage());
    assertThat(second.getAckId()).isNotEqualTo(first.getAckId());
  }

  @Test
  void a_message_comes_again_when_its_deadline_has_passed() {
    String subscription = cloud.subscribe(topic, "worker");
    cloud.publish(topic, "why?");
    ReceivedMessage first = pull(subscription, 1).get(0);
    assertThat(cloud.pull(subscription)).isEmpty();

    cloud.subscriptions().modifyAckDeadline(subscription, List.of(first.getAckId()), 1);

    assertThat(pull(subscription, 1).get(0).getMessage()).isEqualTo(first.getMessage());
  }

  @Test
  void an_acknowledgement_may_be_repeated() {
    String subscription = cloud.subscribe(topic, "worker");
    cloud.publish(topic, "why?");
    List<String> ackIds = List.of(pull(subscription, 1).get(0).getAckId());

    cloud.subscriptions().acknowledge(subscription, ackIds);
    cloud.subscriptions().acknowledge(subscription, ackIds);

    assertThat(cloud.pull(subscription)).isEmpty();
  }

  @Test
  void a_stream_delivers_and_confirms() throws Exception {
    String subscription = cloud.subscribe(topic, "worker");
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    cloud.receive(
        subscription,
        (MessageReceiver)
            (message, reply) -> {
              received.add(message.getData().toStringUtf8());
              reply.ack();
            });
    Publisher publisher = cloud.publisher(topic, settings -> settings);
    for (int i = 0; i < 200; i++) {
      publisher.publish(Cloud.message("" + i));
    }

    List<String> got = new ArrayList<>();
    while (got.size() < 200) {
      got.add(received.take());
    }
    assertThat(got).doesNotHaveDuplicates();
  }

  @Test
  void a_stream_delivers_a_refused_message_again() throws Exception {
    String subscription = cloud.subscribe(topic, "worker");
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    AtomicInteger deliveries = new AtomicInteger();
    cloud.receive(
        subscription,
        (MessageReceiver)
            (message, reply) -> {
              received.add(message.getMessageId());
              if (deliveries.incrementAndGet() == 1) {
                reply.nack();
              } else {
                reply.ack();
              }
            });
    String id = cloud.publish(topic, "why?");

    assertThat(received.take()).isEqualTo(id);
    assertThat(received.take()).isEqualTo(id);
  }

  @Test
  void messages_of_one_key_come_in_order() throws Exception {
    String subscription =
        cloud.subscribe(topic, "worker", settings -> settings.setEnableMessageOrdering(true));
    Publisher publisher =
        cloud.publisher(topic, settings -> settings.setEnableMessageOrdering(true));
    List<String> texts = IntStream.range(0, 50).mapToObj(i -> "" + i).toList();
    for (String text : texts) {
      publisher.publish(Cloud.message(text).toBuilder().setOrderingKey("k").build());
    }
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    cloud.receive(
        subscription,
        (MessageReceiver)
            (message, reply) -> {
              received.add(message.getData().toStringUtf8());
              reply.ack();
            });

    for (String text : texts) {
      assertThat(received.take()).isEqualTo(text);
    }
  }

  @Test
  void a_stream_of_an_exactly_once_subscription_confirms_acknowledgements() throws Exception {
    String subscription =
        cloud.subscribe(topic, "worker", settings -> settings.setEnableExactlyOnceDelivery(true));
    BlockingQueue<AckResponse> confirmed = new LinkedBlockingQueue<>();
    cloud.receive(
        subscription,
        (MessageReceiverWithAckResponse)
            (message, reply) -> Cloud.whenDone(reply.ack(), confirmed));
    cloud.publish(topic, "why?");

    assertThat(confirmed.take()).isEqualTo(AckResponse.SUCCESSFUL);
  }

  @Test
  void an_exactly_once_subscription_refuses_a_late_acknowledgement() {
    String subscription =
        cloud.subscribe(topic, "worker", settings -> settings.setEnableExactlyOnceDelivery(true));
    cloud.publish(topic, "why?");
    ReceivedMessage first = pull(subscription, 1).get(0);
    cloud.subscriptions().modifyAckDeadline(subscription, List.of(first.getAckId()), 0);
    pull(subscription, 1);

    assertThatThrownBy(
            () -> cloud.subscriptions().acknowledge(subscription, List.of(first.getAckId())))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getMetadata())
                  .containsEntry(first.getAckId(), "PERMANENT_FAILURE_INVALID_ACK_ID");
              assertThat(e.getStatusCode().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
            });
  }

  @Test
  void what_does_not_exist_is_not_found() {
    String subscription = cloud.subscription("nobody");
    assertFails(Code.NOT_FOUND, () -> cloud.publish(cloud.topic("nowhere"), "why?"));
    assertFails(Code.NOT_FOUND, () -> cloud.topics().getTopic(cloud.topic("nowhere")));
    assertFails(Code.NOT_FOUND, () -> cloud.topics().deleteTopic(cloud.topic("nowhere")));
    assertFails(Code.NOT_FOUND, () -> cloud.subscribe(cloud.topic("nowhere"), "worker"));
    assertFails(Code.NOT_FOUND, () -> cloud.pull(subscription));
    assertFails(Code.NOT_FOUND, () -> cloud.subscriptions().getSubscription(subscription));
    assertFails(Code.NOT_FOUND, () -> cloud.subscriptions().deleteSubscription(subscription));
    assertFails(
        Code.NOT_FOUND, () -> cloud.subscriptions().acknowledge(subscription, List.of("x")));
    assertFails(
        Code.NOT_FOUND,
        () -> cloud.subscriptions().modifyAckDeadline(subscription, List.of("x"), 10));
  }

  @Test
  void what_exists_cannot_be_made_again() {
    cloud.subscribe(topic, "worker");

    assertFails(Code.ALREADY_EXISTS, () -> cloud.createTopic("questions"));
    assertFails(Code.ALREADY_EXISTS, () -> cloud.subscribe(topic, "worker"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "1abc", "googabc", "with space", "a/b/c", ""})
  void a_bad_name_is_refused(String id) {
    assertFails(Code.INVALID_ARGUMENT, () -> cloud.topics().createTopic(rawTopic(id)));
    assertFails(
        Code.INVALID_ARGUMENT,
        () ->
            cloud
                .subscriptions()
                .createSubscription(
                    Subscription.newBuilder()
                        .setName(cloud.project() + "/subscriptions/" + id)
                        .setTopic(topic)
                        .build()));
  }

  @Test
  void an_empty_message_is_refused() {
    assertFails(
        Code.INVALID_ARGUMENT, () -> cloud.publish(topic, PubsubMessage.getDefaultInstance()));
    assertFails(Code.INVALID_ARGUMENT, () -> cloud.topics().publish(topic, List.of()));
  }

  @Test
  void a_message_of_attributes_alone_is_fine() {
    String subscription = cloud.subscribe(topic, "worker");
    cloud.publish(topic, PubsubMessage.newBuilder().putAttributes("a", "b").build());

    assertThat(pull(subscription, 1).get(0).getMessage().getAttributesMap())
        .isEqualTo(Map.of("a", "b"));
  }

  @Test
  void a_message_may_have_almost_ten_megabytes() {
    String subscription = cloud.subscribe(topic, "worker");
    cloud.publish(topic, bytes(9_900_000));
    assertThat(pull(subscription, 1).get(0).getMessage().getData().size()).isEqualTo(9_900_000);
  }

  @Test
  void a_subscription_has_a_deadline_of_ten_seconds_unless_it_says_otherwise() {
    Subscription.Builder wanted =
        Subscription.newBuilder().setName(cloud.subscription("worker")).setTopic(topic);

    Subscription made = cloud.subscriptions().createSubscription(wanted.build());

    assertThat(made.getAckDeadlineSeconds()).isEqualTo(10);
    assertThat(made.getTopic()).isEqualTo(topic);
    for (int wrong : new int[] {601, -1}) {
      assertFails(
          Code.INVALID_ARGUMENT,
          () -> cloud.subscribe(topic, "other", one -> one.setAckDeadlineSeconds(wrong)));
    }
    assertFails(
        Code.INVALID_ARGUMENT,
        () -> cloud.subscriptions().modifyAckDeadline(made.getName(), List.of("x"), 601));
  }

  @Test
  void what_there_is_can_be_listed_and_deleted() {
    String other = cloud.createTopic("answers");
    String subscription = cloud.subscribe(topic, "worker");

    assertThat(cloud.topics().listTopics(cloud.project()).iterateAll())
        .extracting(Topic::getName)
        .containsExactlyInAnyOrder(topic, other);
    assertThat(cloud.topics().listTopicSubscriptions(topic).iterateAll())
        .containsExactly(subscription);
    assertThat(cloud.subscriptions().listSubscriptions(cloud.project()).iterateAll())
        .extracting(Subscription::getName)
        .containsExactly(subscription);

    cloud.topics().deleteTopic(topic);
    assertThat(cloud.subscriptions().getSubscription(subscription).getTopic())
        .isEqualTo("_deleted-topic_");
    cloud.subscriptions().deleteSubscription(subscription);
    assertFails(Code.NOT_FOUND, () -> cloud.subscriptions().getSubscription(subscription));
  }

  @Test
  void a_push_carries_the_envelope() throws Exception {
    try (Endpoint endpoint = new Endpoint()) {
      String subscription = push(endpoint);
      PubsubMessage message = Cloud.message("why?").toBuilder().putAttributes("grade", "7").build();
      String id = cloud.publish(topic, message);

      Endpoint.Push push = endpoint.next();

      JsonObject envelope = JsonParser.parseString(push.text()).getAsJsonObject();
      assertThat(envelope.keySet()).containsExactlyInAnyOrder("message", "subscription");
      assertThat(envelope.get("subscription").getAsString()).isEqualTo(subscription);
      JsonObject inner = envelope.getAsJsonObject("message");
      assertThat(inner.keySet())
          .containsExactlyInAnyOrder(
              "attributes", "data", "messageId", "message_id", "publishTime", "publish_time");
      assertThat(inner.get("data").getAsString()).isEqualTo("d2h5Pw==");
      assertThat(inner.getAsJsonObject("attributes").toString()).isEqualTo("{\"grade\":\"7\"}");
      assertThat(inner.get("messageId").getAsString()).isEqualTo(id);
      assertThat(inner.get("message_id").getAsString()).isEqualTo(id);
      assertThat(inner.get("publish_time")).isEqualTo(inner.get("publishTime"));
      assertThat(push.header("Content-Type")).isEqualTo("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 429, 500})
  void a_push_that_is_not_acknowledged_comes_again(int status) throws Exception {
    try (Endpoint endpoint = new Endpoint().answer(status)) {
      push(endpoint);
      cloud.publish(topic, "why?");

      assertThat(message(endpoint.next())).isEqualTo(message(endpoint.next()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void a_push_that_is_acknowledged_is_over(int status) throws Exception {
    try (Endpoint endpoint = new Endpoint().answer(status)) {
      String subscription = push(endpoint);
      cloud.publish(topic, "why?");
      endpoint.next();
      cloud.publish(topic, "and then?");
      assertThat(message(endpoint.next()).get("data").getAsString()).isEqualTo("YW5kIHRoZW4/");

      cloud.subscriptions().modifyPushConfig(subscription, PushConfig.getDefaultInstance());
      assertThat(cloud.pull(subscription)).isEmpty();
    }
  }

  @Test
  void the_bare_body_is_pushed_when_it_is_to_be_unwrapped() throws Exception {
    try (Endpoint endpoint = new Endpoint()) {
      String subscription =
          cloud.subscribe(
              topic,
              "worker",
              one ->
                  one.setPushConfig(
                      PushConfig.newBuilder()
                          .setPushEndpoint(endpoint.url())
                          .setNoWrapper(PushConfig.NoWrapper.newBuilder().setWriteMetadata(true))));
      PubsubMessage message = Cloud.message("why?").toBuilder().putAttributes("grade", "7").build();
      String id = cloud.publish(topic, message);

      Endpoint.Push push = endpoint.next();

      assertThat(push.text()).isEqualTo("why?");
      assertThat(push.header("x-goog-pubsub-subscription-name")).isEqualTo(subscription);
      assertThat(push.header("x-goog-pubsub-message-id")).isEqualTo(id);
      assertThat(push.header("x-goog-pubsub-publish-time")).isNotEmpty();
      assertThat(push.header("grade")).isEqualTo("7");
    }
  }

  private String push(Endpoint endpoint) {
    return cloud.subscribe(
        topic,
        "worker",
        one -> one.setPushConfig(PushConfig.newBuilder().setPushEndpoint(endpoint.url())));
  }

  private static JsonObject message(Endpoint.Push push) {
    return JsonParser.parseString(push.text()).getAsJsonObject().getAsJsonObject("message");
  }

  private String rawTopic(String id) {
    return cloud.project() + "/topics/" + id;
  }

  private static PubsubMessage bytes(int count) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[count])).build();
  }

  /** Pulls until there are so many messages; waits for them. */
  private List<ReceivedMessage> pull(String subscription, int count) {
    List<ReceivedMessage> received = new ArrayList<>();
    while (received.size() < count) {
      received.addAll(
          cloud
              .subscriptions()
              .pull(subscription, count - received.size())
              .getReceivedMessagesList());
    }
    return received;
  }

  private static List<String> texts(List<ReceivedMessage> received) {
    return received.stream().map(one -> one.getMessage().getData().toStringUtf8()).toList();
  }

  private static void assertFails(StatusCode.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.getStatusCode().getCode()).as(e.getMessage()).isEqualTo(code));
  }
}
