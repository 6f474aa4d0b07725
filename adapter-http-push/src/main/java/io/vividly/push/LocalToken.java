package io.vividly.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What this process shows to itself when it delivers to its own server. It is made anew for every
 * server and never leaves the machine.
 */
final class LocalToken {

  private static final int BYTES = 32;

  private final String value;

  LocalToken() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    value = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  String value() {
    return value;
  }

  /** Takes the same time whatever is presented. */
  boolean is(String presented) {
    return MessageDigest.isEqual(bytes(value), bytes(presented));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
