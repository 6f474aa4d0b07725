package io.vividly.core.model;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two submissions ask for the same, see {@link ContentRequest#asksTheSameAs}, without
 * keeping what they say.
 *
 * @param value 64 hexadecimal digits
 */
public record SubmissionDigest(String value) {

  public static SubmissionDigest of(ContentRequest request) {
    String all =
        Stream.of(
                request.studentId(),
                request.query(),
                Integer.toString(request.grade().value()),
                request.interest(),
                request.requestedModalities().toString().toLowerCase(Locale.ROOT),
                request.preferredModality().wireName())
            .map(SubmissionDigest::component)
            .collect(Collectors.joining());
    return new SubmissionDigest(Sha256.hex(all.getBytes(StandardCharsets.UTF_8)));
  }

  /** With its length, so that no two lists of components read the same. */
  private static String component(@Nullable String text) {
    return text == null ? "-" : text.length() + ":" + text;
  }
}
