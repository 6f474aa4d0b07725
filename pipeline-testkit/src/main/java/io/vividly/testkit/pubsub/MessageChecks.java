package io.vividly.testkit.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import java.util.Map;

/** What may be published: https://cloud.google.com/pubsub/quotas#resource_limits. */
final class MessageChecks {

  /** Of a request, and so of a message. */
  static final int MAX_BYTES = 10_000_000;

  private static final int MAX_MESSAGES = 1_000;
  private static final int MAX_ATTRIBUTES = 100;
  private static final int MAX_KEY_BYTES = 256;
  private static final int MAX_VALUE_BYTES = 1_024;

  private MessageChecks() {}

  static void check(PublishRequest request) {
    if (request.getMessagesCount() == 0) {
      throw Rejection.invalid("The value for message_count is too small: 0 messages.");
    }
    if (request.getMessagesCount() > MAX_MESSAGES) {
      throw Rejection.invalid("The value for message_count is too large: more than 1000.");
    }
    if (request.getSerializedSize() > MAX_BYTES) {
      throw Rejection.invalid("Request payload size exceeds the limit: 10000000 bytes.");
    }
    request.getMessagesList().forEach(MessageChecks::check);
  }

  private static void check(PubsubMessage message) {
    if (message.getData().isEmpty() && message.getAttributesCount() == 0) {
      throw Rejection.invalid(
          "One or more messages in the publish request is empty. Each message must contain either"
              + " non-empty data, or at least one attribute.");
    }
    if (message.getAttributesCount() > MAX_ATTRIBUTES) {
      throw Rejection.invalid("A message has more than 100 attributes.");
    }
    message.getAttributesMap().entrySet().forEach(MessageChecks::check);
    if (bytes(message.getOrderingKey()) > MAX_VALUE_BYTES) {
      throw Rejection.invalid("An ordering key is longer than 1024 bytes.");
    }
  }

  private static void check(Map.Entry<String, String> attribute) {
    if (attribute.getKey().isEmpty() || bytes(attribute.getKey()) > MAX_KEY_BYTES) {
      throw Rejection.invalid("The key of an attribute is empty or longer than 256 bytes.");
    }
    if (attribute.getKey().startsWith("goog")) {
      throw Rejection.invalid("The key of an attribute begins with goog.");
    }
    if (bytes(attribute.getValue()) > MAX_VALUE_BYTES) {
      throw Rejection.invalid("The value of an attribute is longer than 1024 bytes.");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
