package io.vividly.push;

import io.vividly.core.model.Delivery;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a bare message: {@code x-goog-pubsub-<key>} headers, and a header named like each
 * attribute (<a
 * href="https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#NoWrapper">
 * NoWrapper</a>). An attribute cannot be told from any other header, so only ours are taken: a
 * token in a header must not end up in a table.
 */
final class PushHeaders {

  private static final String MESSAGE_ID = "x-goog-pubsub-message-id";
  private static final String PUBLISH_TIME = "x-goog-pubsub-publish-time";

  /** Not documented, but local emulators and gateways send it. */
  private static final String DELIVERY_ATTEMPT = "x-goog-pubsub-delivery-attempt";

  private static final List<String> ATTRIBUTES = List.of("request_id", "student_id", "environment");
  private static final int DIGEST_CHARACTERS = 40;

  /** Pub/Sub's own are numbers of less than 20 digits. */
  private static final int LONGEST_ID = 255;

  private final Function<String, @Nullable String> header;

  PushHeaders(Function<String, @Nullable String> header) {
    this.header = header;
  }

  boolean hasMessageId() {
    return usableId(header.apply(MESSAGE_ID)) != null;
  }

  /** Null for what is no message id: rejected messages are stored under it. */
  static @Nullable String usableId(@Nullable String id) {
    return id == null || id.isBlank() || id.length() > LONGEST_ID ? null : id;
  }

  /** A delivery of the body as it is. */
  Delivery delivery(byte[] body, Instant deadline) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : ATTRIBUTES) {
      String value = header.apply(name);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    String id = usableId(header.apply(MESSAGE_ID));
    return new Delivery(
        id == null ? digest(body) : id,
        time(header.apply(PUBLISH_TIME)),
        count(header.apply(DELIVERY_ATTEMPT)),
        attributes,
        body,
        deadline);
  }

  /** Stands in for a message id: the same body gets the same one. */
  static String digest(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return "sha256-" + HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** A time that cannot be read is as good as none: nothing hangs on it but a figure. */
  static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Integer count(@Nullable String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
