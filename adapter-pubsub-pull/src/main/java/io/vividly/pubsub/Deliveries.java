package io.vividly.pubsub;

import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import io.vividly.core.model.Delivery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes deliveries of the client's messages. */
final class Deliveries {

  /** Where the client puts the count of deliveries; the message itself has no such attribute. */
  private static final String ATTEMPT_ATTRIBUTE = "googclient_deliveryattempt";

  private Deliveries() {}

  static Delivery of(PubsubMessage message, Instant deadline) {
    Map<String, String> attributes = new LinkedHashMap<>(message.getAttributesMap());
    attributes.remove(ATTEMPT_ATTRIBUTE);
    return new Delivery(
        message.getMessageId(),
        message.hasPublishTime() ? instant(message.getPublishTime()) : null,
        attempt(message),
        attributes,
        message.getData().toByteArray(),
        deadline);
  }

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static @Nullable Integer attempt(PubsubMessage message) {
    return Subscriber.getDeliveryAttempt(message);
  }
}
