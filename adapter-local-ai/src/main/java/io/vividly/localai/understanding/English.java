package io.vividly.localai.understanding;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells English from other languages, which the embedding model knows too little of. */
final class English {

  private static final Set<String> FILLERS = Resource.words("filler-words.txt");
  private static final Set<String> FOREIGN = foreign();
  private static final double MAX_OTHER_LETTERS = 0.4;

  private English() {}

  /** Says yes when in doubt: a formula, a name and a slip have no language. */
  static boolean may(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long other = text.codePoints().filter(English::isOtherScript).count();
    if (other > letters * MAX_OTHER_LETTERS && other > 1) {
      return false;
    }
    List<String> words = Words.all(text);
    long english = words.stream().filter(FILLERS::contains).count();
    long foreign = words.stream().filter(FOREIGN::contains).count();
    // A single foreign word may be part of a name, as in Le Chatelier.
    return foreign <= english || foreign < 2 && foreign * 2 < words.size();
  }

  /** Greek is let through: students write formulae with it. */
  private static boolean isOtherScript(int c) {
    if (!Character.isLetter(c)) {
      return false;
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return script != Character.UnicodeScript.LATIN
        && script != Character.UnicodeScript.GREEK
        && script != Character.UnicodeScript.COMMON;
  }

  private static Set<String> foreign() {
    Set<String> words = new HashSet<>(Resource.words("foreign-words.txt"));
    words.removeAll(FILLERS);
    return words;
  }
}
