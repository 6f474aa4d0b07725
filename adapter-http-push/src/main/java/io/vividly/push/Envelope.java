package io.vividly.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that Pub/Sub wraps a message in. Its names come in camel case, snake case or both
 * (<a href="https://cloud.google.com/pubsub/docs/push#receive_push">Pub/Sub, receive push</a>).
 */
final class Envelope {

  private final ObjectNode envelope;
  private final byte[] body;

  /**
   * @param body the bytes that the envelope was read from
   */
  Envelope(ObjectNode envelope, byte[] body) {
    this.envelope = envelope;
    this.body = body;
  }

  /**
   * The message in the envelope.
   *
   * @throws InvalidMessageException if there is none that could be decoded; it names the field
   */
  Delivery delivery(Instant deadline) {
    JsonNode message = envelope.path("message");
    if (!message.isObject()) {
      throw new InvalidMessageException("message", "The envelope needs a message, an object.");
    }
    JsonNode data = given(message, "data");
    JsonNode attributes = given(message, "attributes");
    if (data.isMissingNode() && attributes.isMissingNode()) {
      throw new InvalidMessageException("message", "The message has neither data nor attributes.");
    }
    String id = messageId(message);
    return new Delivery(
        id == null ? PushHeaders.digest(body) : id,
        PushHeaders.time(text(either(message, "publishTime", "publish_time"))),
        attempt(),
        attributes(attributes),
        data(data),
        deadline);
  }

  /** The same delivery under the message's own id and attempt, if the envelope has them. */
  static Delivery withIdOf(ObjectNode envelope, Delivery raw) {
    String id = messageId(envelope.path("message"));
    Integer attempt = new Envelope(envelope, raw.body()).attempt();
    return new Delivery(
        id == null ? raw.messageId() : id,
        raw.publishedAt(),
        attempt == null ? raw.attempt() : attempt,
        raw.attributes(),
        raw.body(),
        raw.deadline());
  }

  private static @Nullable String messageId(JsonNode message) {
    return PushHeaders.usableId(text(either(message, "messageId", "message_id")));
  }

  private @Nullable Integer attempt() {
    JsonNode attempt = either(envelope, "deliveryAttempt", "delivery_attempt");
    return attempt.canConvertToInt() && attempt.isIntegralNumber() ? attempt.intValue() : null;
  }

  private static byte[] data(JsonNode data) {
    if (data.isMissingNode()) {
      return new byte[0];
    }
    if (!data.isTextual()) {
      throw new InvalidMessageException("message.data", "The data must be text in base64.");
    }
    try {
      return Base64.getDecoder().decode(data.textValue());
    } catch (IllegalArgumentException e) {
      // Its message quotes the data.
      throw new InvalidMessageException("message.data", "The data is not valid base64.");
    }
  }

  private static Map<String, String> attributes(JsonNode attributes) {
    if (attributes.isMissingNode()) {
      return Map.of();
    }
    if (!attributes.isObject()) {
      throw new InvalidMessageException("message.attributes", "The attributes must be an object.");
    }
    Map<String, String> result = new LinkedHashMap<>();
    attributes
        .properties()
        .forEach(
            attribute -> {
              if (!attribute.getValue().isTextual()) {
                throw new InvalidMessageException(
                    "message.attributes", "The value of every attribute must be text.");
              }
              result.put(attribute.getKey(), attribute.getValue().textValue());
            });
    return result;
  }

  private static JsonNode either(JsonNode object, String camelCase, String snakeCase) {
    JsonNode value = given(object, camelCase);
    return value.isMissingNode() ? given(object, snakeCase) : value;
  }

  /** A null is as good as nothing. */
  private static JsonNode given(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isValueNode() ? node.asText() : null;
  }
}
