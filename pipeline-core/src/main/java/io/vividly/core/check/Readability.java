package io.vividly.core.check;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How hard a text is to follow, as a school grade: the Flesch-Kincaid grade level, 0.39 times the
 * words of a sentence plus 11.8 times the syllables of a word minus 15.59 (Kincaid and others,
 * 1975, Derivation of New Readability Formulas for Navy Enlisted Personnel).
 */
final class Readability {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern SILENT_END =
      Pattern.compile("(?<=[^aeiouyl]|[aeiouy]l)e$|(?<=[^aeiouyszxcghl])es$|(?<=[^aeiouytd])ed$");
  private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");
  private static final Pattern HIATUS = Pattern.compile("(?<![ctsgx])i[aou]|eo|ya");

  private Readability() {}

  static double grade(List<String> sentences) {
    long words = 0;
    long syllables = 0;
    for (String sentence : sentences) {
      for (String word : SPACE.split(sentence.strip())) {
        words++;
        syllables += syllables(word);
      }
    }
    if (words == 0) {
      return 0;
    }
    return 0.39 * words / sentences.size() + 11.8 * syllables / words - 15.59;
  }

  static int words(String text) {
    return SPACE.split(text.strip()).length;
  }

  static int syllables(String word) {
    String letters = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    if (letters.length() <= 3) {
      return 1;
    }
    String spoken = SILENT_END.matcher(letters).replaceFirst("");
    long groups =
        VOWELS.matcher(spoken).results().count() + HIATUS.matcher(spoken).results().count();
    return (int) Math.max(1, groups);
  }
}
