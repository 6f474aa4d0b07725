package io.vividly.gcpai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After} (RFC 9110, section 10.2.3) in its form of seconds, which is the
 * one that Google's services use.
 */
final class RetryAfter {

  private RetryAfter() {}

  static @Nullable Duration parse(@Nullable String header) {
    if (header == null || !header.strip().matches("\\d{1,9}")) {
      return null;
    }
    return Duration.ofSeconds(Long.parseLong(header.strip()));
  }
}
