package io.vividly.api;

import com.google.common.hash.HashFunction;
import io.vividly.core.model.MediaKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Links to files that work for a while and without a token, because a {@code <video>} element can
 * send none.
 */
final class MediaLinks {

  static final String PREFIX = "/media/";

  private final HashFunction signer;
  private final Duration lifetime;
  private final InstantSource clock;

  MediaLinks(ApiOptions options, InstantSource clock) {
    this.signer = options.key().signer("vividly media link 1");
    this.lifetime = options.linkLifetime();
    this.clock = clock;
  }

  /** A link to a file, as a path with a query. */
  String link(MediaKey key) {
    // Rounded up, so that for an hour it is the same link, which a browser may have cached.
    long expires =
        clock
            .instant()
            .plus(lifetime)
            .truncatedTo(ChronoUnit.HOURS)
            .plus(1, ChronoUnit.HOURS)
            .getEpochSecond();
    return PREFIX + key + "?expires=" + expires + "&signature=" + signature(key, expires);
  }

  /** Whether a link was made here and is not over. */
  boolean isValid(MediaKey key, @Nullable String expires, @Nullable String signature) {
    if (expires == null || signature == null || !expires.matches("[0-9]{1,12}")) {
      return false;
    }
    long until = Long.parseLong(expires);
    return MessageDigest.isEqual(
            signature(key, until).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8))
        && clock.instant().isBefore(Instant.ofEpochSecond(until));
  }

  private String signature(MediaKey key, long expires) {
    byte[] hash = signer.hashString(key + " " + expires, StandardCharsets.UTF_8).asBytes();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
