package io.vividly.testkit.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks URLs that are signed by version 4 of the rules with an RSA key.
 *
 * @see <a href="https://cloud.google.com/storage/docs/authentication/canonical-requests">Canonical
 *     requests</a>
 */
final class SignedUrls {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final long MAX_SECONDS = 7 * 24 * 3_600;

  private final Map<String, PublicKey> signers = new ConcurrentHashMap<>();
  private final InstantSource clock;

  SignedUrls(InstantSource clock) {
    this.clock = clock;
  }

  void trust(String account, PublicKey key) {
    signers.put(account, key);
  }

  /** Refuses what is not signed well, by whom we know, for this call, and for now. */
  void check(StorageCall call) throws StorageError {
    String signature = call.parameter("X-Goog-Signature");
    if (signature == null) {
      throw new StorageError(403, "AccessDenied", "Anonymous caller does not have access.");
    }
    if (!"GOOG4-RSA-SHA256".equals(call.parameter("X-Goog-Algorithm"))) {
      throw StorageError.unimplemented("X-Goog-Algorithm but GOOG4-RSA-SHA256");
    }
    String date = required(call, "X-Goog-Date");
    String[] credential = required(call, "X-Goog-Credential").split("/", 2);
    if (credential.length != 2 || !credential[1].startsWith(date.substring(0, 8) + "/")) {
      throw StorageError.invalid("Malformed credential.");
    }
    checkTime(date, required(call, "X-Goog-Expires"));
    PublicKey key = signers.get(credential[0]);
    String toSign = toSign(call, date, credential[1]);
    if (key == null || !isSignedBy(key, toSign, signature)) {
      throw new StorageError(
          403, "SignatureDoesNotMatch", "The signature is not that of the request:\n" + toSign);
    }
  }

  private void checkTime(String date, String expires) throws StorageError {
    try {
      Instant from = LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
      long seconds = Long.parseLong(expires);
      if (seconds < 1 || seconds > MAX_SECONDS) {
        throw StorageError.invalid("X-Goog-Expires must be from 1 to " + MAX_SECONDS + ".");
      }
      if (!clock.instant().isBefore(from.plusSeconds(seconds))) {
        throw new StorageError(400, "ExpiredToken", "The provided token has expired.");
      }
    } catch (DateTimeParseException | NumberFormatException e) {
      throw StorageError.invalid("Malformed X-Goog-Date or X-Goog-Expires.");
    }
  }

  private static String toSign(StorageCall call, String date, String scope) throws StorageError {
    String names = required(call, "X-Goog-SignedHeaders");
    String query =
        Arrays.stream(call.exchange().getRequestURI().getRawQuery().split("&"))
            .filter(pair -> !pair.startsWith("X-Goog-Signature="))
            .sorted()
            .collect(Collectors.joining("&"));
    StringBuilder request = new StringBuilder(call.method()).append('\n');
    request.append(call.exchange().getRequestURI().getRawPath()).append('\n');
    request.append(query).append('\n');
    for (String name : names.split(";")) {
      request.append(name).append(':').append(trimmed(call.header(name))).append('\n');
    }
    request.append('\n').append(names).append("\nUNSIGNED-PAYLOAD");
    return "GOOG4-RSA-SHA256\n" + date + "\n" + scope + "\n" + sha256(request.toString());
  }

  private static String trimmed(@Nullable String header) {
    return header == null ? "" : header.strip().replaceAll(" +", " ");
  }

  private static boolean isSignedBy(PublicKey key, String text, String hex) {
    try {
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key);
      check.update(text.getBytes(UTF_8));
      return check.verify(HexFormat.of().parseHex(hex));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }

  private static String required(StorageCall call, String name) throws StorageError {
    String value = call.parameter(name);
    if (value == null || value.length() < 1 || name.equals("X-Goog-Date") && value.length() < 8) {
      throw StorageError.invalid("Missing or malformed " + name + ".");
    }
    return value;
  }
}
