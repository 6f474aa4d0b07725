package io.vividly.lucene;

import java.text.Normalizer;
import java.util.Locale;

/** Makes readable ids from headings. */
final class Slug {

  private Slug() {}

  /** As in {@code interest-video-games}; "section" if nothing is left of the text. */
  static String of(String text) {
    String slug =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}|['’]", "")
            .replaceAll("[^\\p{L}\\p{N}]+", "-")
            .replaceAll("^-|-$", "");
    return slug.isEmpty() ? "section" : slug;
  }
}
