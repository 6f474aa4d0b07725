package io.vividly.core.model;

import java.util.UUID;

/** Identifies a content request; the primary key of its row. */
public record RequestId(UUID value) {

  /**
   * Reads the canonical 36-character form, in either case.
   *
   * @throws IllegalArgumentException if the text is not a UUID in that form; {@link
   *     UUID#fromString} alone is more lenient and would take "1-1-1-1-1"
   */
  public static RequestId parse(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not a UUID in its canonical form");
    }
    return new RequestId(uuid);
  }

  public static RequestId random() {
    return new RequestId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
