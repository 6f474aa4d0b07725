package io.vividly.api;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/** The secret that signs tokens, links and cursors. It is never printed. */
public final class ApiKey {

  /** What HS256 asks for (RFC 7518, section 3.2). */
  public static final int MIN_BYTES = 32;

  private final byte[] secret;

  /**
   * @throws IllegalArgumentException if it is shorter than {@link #MIN_BYTES} in UTF-8; the message
   *     does not quote it
   */
  public ApiKey(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    if (this.secret.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "a secret key must have at least " + MIN_BYTES + " bytes, not " + this.secret.length);
    }
  }

  byte[] bytes() {
    return secret.clone();
  }

  /** Signs for one purpose; what it signs is worth nothing for any other. */
  HashFunction signer(String purpose) {
    byte[] derived =
        Hashing.hmacSha256(secret).hashString(purpose, StandardCharsets.UTF_8).asBytes();
    return Hashing.hmacSha256(derived);
  }

  @Override
  public String toString() {
    return "ApiKey[secret]";
  }
}
