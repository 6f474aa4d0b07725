package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forms in which Pub/Sub pushes a message. */
class EnvelopeReaderTest {

  private static final Instant DEADLINE = Instant.parse("2026-03-02T12:10:00Z");
  private final EnvelopeReader reader = new EnvelopeReader(1_000_000);

  @Test
  void readsTheEnvelopeOfTheDocumentation() {
    Delivery delivery =
        message(
            """
            {"message": {"attributes": {"key": "value"}, "data": "SGVsbG8gQ2xvdWQgUHViL1N1YiE=",
              "messageId": "2070443601311540", "message_id": "2070443601311540",
              "orderingKey": "k", "publishTime": "2021-02-26T19:13:55.749Z",
              "publish_time": "2021-02-26T19:13:55.749Z"},
             "subscription": "projects/myproject/subscriptions/mysubscription",
             "deliveryAttempt": 3}
            """);

    assertThat(delivery.messageId()).isEqualTo("2070443601311540");
    assertThat(delivery.publishedAt()).isEqualTo("2021-02-26T19:13:55.749Z");
    assertThat(delivery.attempt()).isEqualTo(3);
    assertThat(delivery.attributes()).containsExactly(Map.entry("key", "value"));
    assertThat(text(delivery)).isEqualTo("Hello Cloud Pub/Sub!");
    assertThat(delivery.deadline()).isEqualTo(DEADLINE);
  }

  @Test
  void snakeCaseAloneIsEnough() {
    Delivery delivery =
        message(
            """
            {"message": {"data": "e30", "message_id": "7", "publish_time": "2021-02-26T19:13:55Z"},
             "delivery_attempt": 2}
            """);

    assertThat(delivery.messageId()).isEqualTo("7");
    assertThat(delivery.publishedAt()).isEqualTo("2021-02-26T19:13:55Z");
    assertThat(delivery.attempt()).isEqualTo(2);
    assertThat(text(delivery)).isEqualTo("{}");
  }

  @Test
  void whatMayBeMissingMayBeMissing() {
    Delivery delivery = message("{\"message\":{\"data\":\"e30=\"}}");

    assertThat(delivery.messageId()).startsWith("sha256-");
    assertThat(delivery.publishedAt()).isNull();
    assertThat(delivery.attempt()).isNull();
    assertThat(delivery.attributes()).isEmpty();
  }

  @Test
  void metadataThatCannotBeReadDoesNotCostTheMessage() {
    Delivery delivery =
        message(
            """
            {"message": {"data": "e30=", "messageId": 12, "publishTime": "yesterday"},
             "deliveryAttempt": "many"}
            """);

    assertThat(delivery.messageId()).isEqualTo("12");
    assertThat(delivery.publishedAt()).isNull();
    assertThat(delivery.attempt()).isNull();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheEnvelope() {
    assertThat(text(message("\uFEFF{\"message\":{\"data\":\"e30=\"}}"))).isEqualTo("{}");
  }

  @Test
  void aBareMessageHasItsMetadataInHeaders() {
    Delivery delivery =
        message(
            "{\"request_id\":\"x\"}",
            Map.of(
                "x-goog-pubsub-message-id", "42",
                "x-goog-pubsub-publish-time", "2021-02-26T19:13:55Z",
                "x-goog-pubsub-subscription-name", "projects/p/subscriptions/s",
                "student_id", "s-1",
                "authorization", "Bearer token"));

    assertThat(delivery.messageId()).isEqualTo("42");
    assertThat(delivery.publishedAt()).isEqualTo("2021-02-26T19:13:55Z");
    assertThat(delivery.attributes()).containsExactly(Map.entry("student_id", "s-1"));
    assertThat(text(delivery)).isEqualTo("{\"request_id\":\"x\"}");
  }

  @Test
  void aBareMessageWithoutMetadataIsNamedAfterItsContent() {
    Delivery delivery = message("{\"request_id\":\"x\"}");

    assertThat(delivery.messageId())
        .isEqualTo(message("{\"request_id\":\"x\"}").messageId())
        .isNotEqualTo(message("{\"request_id\":\"y\"}").messageId());
  }

  @Test
  void aBareMessageMayHaveAFieldNamedMessage() {
    String body = "{\"request_id\":\"x\",\"message\":{\"text\":\"hi\"}}";

    assertThat(text(message(body, Map.of("x-goog-pubsub-message-id", "42")))).isEqualTo(body);
  }

  @Test
  void anEnvelopeWithHeadersOnTopIsStillAnEnvelope() {
    Delivery delivery =
        message(
            "{\"message\":{\"data\":\"e30=\",\"messageId\":\"1\"},\"subscription\":\"s\"}",
            Map.of("x-goog-pubsub-message-id", "1"));

    assertThat(text(delivery)).isEqualTo("{}");
  }

  @Test
  void whatCannotBeReadKeepsItsIdAndItsBytes() {
    String body = "{\"message\":{\"data\":\"*\",\"messageId\":\"1\"},\"deliveryAttempt\":4}";

    Received received = read(body, Map.of());

    assertThat(received).isInstanceOf(Received.Unreadable.class);
    Received.Unreadable unreadable = (Received.Unreadable) received;
    assertThat(unreadable.problem().field()).isEqualTo("message.data");
    assertThat(unreadable.delivery().messageId()).isEqualTo("1");
    assertThat(unreadable.delivery().attempt()).isEqualTo(4);
    assertThat(text(unreadable.delivery())).isEqualTo(body);
  }

  private Delivery message(String body) {
    return message(body, Map.of());
  }

  private Delivery message(String body, Map<String, String> headers) {
    Received received = read(body, headers);
    assertThat(received).isInstanceOf(Received.Message.class);
    return ((Received.Message) received).delivery();
  }

  private Received read(String body, Map<String, String> headers) {
    return reader.read(body.getBytes(StandardCharsets.UTF_8), headers::get, DEADLINE);
  }

  private static String text(Delivery delivery) {
    return new String(delivery.body(), StandardCharsets.UTF_8);
  }
}
