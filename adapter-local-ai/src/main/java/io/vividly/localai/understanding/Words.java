package io.vividly.localai.understanding;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes a question apart. */
final class Words {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern APOSTROPHE = Pattern.compile("['’]");
  private static final Set<String> FILLERS = Resource.words("filler-words.txt");
  private static final int GRAM = 3;

  /** Looked for in this order. */
  private static final Map<Pattern, String> SYMBOLS = symbols();

  private Words() {}

  /** Symbols as the curriculum has them, in words: "x^2 = 4" becomes "x squared equals 4". */
  static String spoken(String text) {
    String spoken = text;
    for (Map.Entry<Pattern, String> symbol : SYMBOLS.entrySet()) {
      spoken = symbol.getKey().matcher(spoken).replaceAll(symbol.getValue());
    }
    return spoken.strip();
  }

  /** All words, in lower case. */
  static List<String> all(String text) {
    String joined = APOSTROPHE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    return WORD.matcher(joined).results().map(MatchResult::group).toList();
  }

  /** The words that may say something about a topic. */
  static List<String> telling(String text) {
    return all(text).stream().filter(word -> !FILLERS.contains(word)).toList();
  }

  /** The telling words as a set, without the endings of plurals. */
  static Set<String> terms(String text) {
    return telling(text).stream().map(Words::singular).collect(Collectors.toSet());
  }

  private static String singular(String word) {
    boolean plural = word.length() > 3 && word.matches(".*[^isu]s");
    return plural ? word.substring(0, word.length() - 1) : word;
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

  private static Map<Pattern, String> symbols() {
    Map<Pattern, String> symbols = new LinkedHashMap<>();
    symbols.put(Pattern.compile("\\s*(?:\\^\\s*2(?!\\d)|²)"), " squared");
    symbols.put(Pattern.compile("\\s*(?:\\^\\s*3(?!\\d)|³)"), " cubed");
    symbols.put(Pattern.compile("(?<=[\\p{L}\\p{N}])\\s*=\\s*(?=[\\p{L}\\p{N}-])"), " equals ");
    symbols.put(Pattern.compile("(?<=[\\p{L}\\p{N}])\\s*\\+\\s*(?=[\\p{L}\\p{N}])"), " plus ");
    return symbols;
  }
}
