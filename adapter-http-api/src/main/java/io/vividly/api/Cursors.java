package io.vividly.api;

import com.google.common.hash.HashFunction;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.RequestDesk.Cursor;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** Cursors as text that means nothing to anybody and cannot be made up. */
final class Cursors {

  private static final int CONTENT_BYTES = 3 * Long.BYTES;
  private static final int SIGNATURE_BYTES = 12;

  private final HashFunction signer;

  Cursors(ApiKey key) {
    this.signer = key.signer("vividly list cursor 1");
  }

  String encode(Cursor cursor) {
    UUID id = cursor.id().value();
    byte[] content =
        ByteBuffer.allocate(CONTENT_BYTES)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, cursor.createdAt()))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    byte[] all = Arrays.copyOf(content, CONTENT_BYTES + SIGNATURE_BYTES);
    System.arraycopy(signer.hashBytes(content).asBytes(), 0, all, CONTENT_BYTES, SIGNATURE_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /**
   * @throws ProblemException if it was not made here
   */
  Cursor decode(String text) {
    byte[] all = bytes(text);
    byte[] content = Arrays.copyOf(all, CONTENT_BYTES);
    byte[] signature = Arrays.copyOf(signer.hashBytes(content).asBytes(), SIGNATURE_BYTES);
    if (all.length != CONTENT_BYTES + SIGNATURE_BYTES
        || !MessageDigest.isEqual(
            signature, Arrays.copyOfRange(all, CONTENT_BYTES, CONTENT_BYTES + SIGNATURE_BYTES))) {
      throw madeUp();
    }
    ByteBuffer buffer = ByteBuffer.wrap(content);
    return new Cursor(
        Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS),
        new RequestId(new UUID(buffer.getLong(), buffer.getLong())));
  }

  private static byte[] bytes(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw madeUp();
    }
  }

  private static ProblemException madeUp() {
    return Problems.invalid(
            "cursor", "The cursor is not one that a list gave; take next_cursor as it is.")
        .exception();
  }
}
