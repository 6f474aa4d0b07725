package io.vividly.core.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as Pub/Sub delivers it, by push or pull.
 *
 * @param messageId given by Pub/Sub; the same for every delivery of the message
 * @param publishedAt when the message was published, if known
 * @param attempt Pub/Sub's approximate count of deliveries from 1, if the subscription counts
 * @param body the message data; not copied, must not be changed
 * @param deadline until when the delivery must be answered
 */
public record Delivery(
    String messageId,
    @Nullable Instant publishedAt,
    @Nullable Integer attempt,
    Map<String, String> attributes,
    byte[] body,
    Instant deadline) {

  public Delivery {
    attributes = Map.copyOf(attributes);
  }

  /** Leaves out the body and the attributes, so that it can be logged. */
  @Override
  public String toString() {
    return "Delivery[messageId=" + messageId + ", bytes=" + body.length + "]";
  }
}
