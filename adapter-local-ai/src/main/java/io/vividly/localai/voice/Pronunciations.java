package io.vividly.localai.voice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Words that MaryTTS says wrong, with their phones: {@code pronunciations.tsv}, one word and its
 * phones a line, in the SAMPA of MaryTTS (a {@code '} before a stressed syllable, {@code -} between
 * syllables).
 */
final class Pronunciations {

  private final Map<String, String> phones;

  private Pronunciations(Map<String, String> phones) {
    this.phones = Map.copyOf(phones);
  }

  static Pronunciations load() {
    Map<String, String> phones = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(Pronunciations.class.getResourceAsStream("pronunciations.tsv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .forEach(entry -> phones.put(key(entry[0]), entry[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Pronunciations(phones);
  }

  /**
   * @return the phones, or null if MaryTTS knows better
   */
  @Nullable String of(String word) {
    return phones.get(key(word));
  }

  /** Case tells a letter from the article, and nothing else. */
  private static String key(String word) {
    return word.length() == 1 ? word : word.toLowerCase(Locale.ROOT);
  }
}
