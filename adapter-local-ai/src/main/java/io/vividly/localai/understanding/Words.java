package io.vividly.localai.understanding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes a question apart. */
final class Words {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern APOSTROPHE = Pattern.compile("['’]");
  private static final Set<String> FILLERS = Resource.words("filler-words.txt");
  private static final int GRAM = 3;

  private Words() {}

  /** All words, in lower case. */
  static List<String> all(String text) {
    String joined = APOSTROPHE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    return WORD.matcher(joined).results().map(MatchResult::group).toList();
  }

  /** The words that may say something about a topic. */
  static List<String> telling(String text) {
    return all(text).stream().filter(word -> !FILLERS.contains(word)).toList();
  }

  /**
   * All runs of three letters of the telling words, with marks for begin and end. Two spellings of
   * a word, and two forms of it, have most of them in common.
   */
  static Set<String> grams(String text) {
    Set<String> grams = new LinkedHashSet<>();
    for (String word : telling(text)) {
      String marked = "_" + word + "_";
      for (int i = 0; i + GRAM <= marked.length(); i++) {
        grams.add(marked.substring(i, i + GRAM));
      }
    }
    return grams;
  }
}
