package io.vividly.testkit.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.Subscription;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * What a forwarded message says about where it comes from:
 * https://cloud.google.com/pubsub/docs/handling-failures.
 */
final class DeadLetterAttributes {

  private static final String PREFIX = "CloudPubSubDeadLetterSource";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  private DeadLetterAttributes() {}

  static Map<String, String> of(Subscription source, Backlog.DeadLetter letter) {
    Timestamp published = letter.message().getPublishTime();
    return Map.of(
        PREFIX + "DeliveryCount", Integer.toString(letter.attempts()),
        PREFIX + "Subscription", ResourceNames.id(source.getName()),
        PREFIX + "SubscriptionProject", ResourceNames.project(source.getName()),
        PREFIX + "TopicPublishTime",
            TIME.format(Instant.ofEpochSecond(published.getSeconds(), published.getNanos())));
  }
}
