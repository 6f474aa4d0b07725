package io.vividly.core.model;

import java.util.regex.Pattern;

/**
 * The name of a file in a media store. It is derived from the content, so that writing the same
 * file again is harmless.
 *
 * @param value as in {@code 3f/3f5a….mp4}: the first two digits of the SHA-256 digest, the digest,
 *     the extension
 */
public record MediaKey(String value) {

  private static final Pattern FORM = Pattern.compile("([0-9a-f]{2})/\\1[0-9a-f]{62}\\.[a-z0-9]+");

  public MediaKey {
    Require.that(FORM.matcher(value).matches(), "not a media key: " + value);
  }

  public static MediaKey of(MediaType type, byte[] content) {
    String digest = Sha256.hex(content);
    return new MediaKey(digest.substring(0, 2) + "/" + digest + "." + type.extension());
  }

  @Override
  public String toString() {
    return value;
  }
}
