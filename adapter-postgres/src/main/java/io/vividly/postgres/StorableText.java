package io.vividly.postgres;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text that PostgreSQL takes: it stores neither a NUL nor half a surrogate pair. */
final class StorableText {

  private StorableText() {}

  /** Puts the replacement character, or a question mark, for what cannot be stored. */
  static String of(String text) {
    byte[] utf8 = text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  static @Nullable String ofNullable(@Nullable String text) {
    return text == null ? null : of(text);
  }
}
