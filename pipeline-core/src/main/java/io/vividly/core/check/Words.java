package io.vividly.core.check;

import java.util.Set;

/** Which words carry meaning, and which forms are one word. */
final class Words {

  /**
   * Two forms whose stems begin alike this far are one word, as "accelerates" and "acceleration".
   */
  private static final int KEY_LENGTH = 6;

  private static final Set<String> EMPTY =
      listed(
          """
          a an the this that these those it its itself they them their theirs he she his her him i
          me my we us our ours you your yours yourself ourselves themselves who whom whose which
          what when where why how and or nor but yet so as at by for from in into of off on onto
          out over to up upon with within without about above across after against along among
          around before behind below beneath beside between beyond down during inside near outside
          since through throughout toward towards under until while than then thus hence therefore
          because if unless though although whether either neither both each every any all some no
          not none only just also too very much many more most less least few several such same
          other another own even ever never always often sometimes usually still already again
          once here there now be is am are was were been being do does did done doing have has had
          having can could may might must shall should will would let let's lets get gets got go
          goes going make makes made take takes taken took give gives gave given keep keeps come
          comes came put puts use uses used using look looks see sees seen say says said tell
          tells mean means meant call calls called show shows shown find finds found know knows
          known think imagine picture notice remember start starts begin begins need needs want
          wants try happen happens work works way thing things kind part simply really exactly
          actually right okay yes well good like first next last finally together instead rather
          it's that's don't doesn't can't isn't aren't you're we're they're there's what's one's
          stand stands sub brackets
          """);

  private Words() {}

  static Set<String> listed(String words) {
    return Set.of(words.strip().split("\\s+"));
  }

  /** Whether the word says something of its own, unlike "the" or "makes". */
  static boolean carries(Token token) {
    return token.isWord() && token.text().length() > 1 && !EMPTY.contains(token.text());
  }

  /** The same for all forms of a word. */
  static String key(Token token) {
    if (token.isNumber()) {
      return token.text();
    }
    String stem = stem(token.text());
    return stem.length() > KEY_LENGTH ? stem.substring(0, KEY_LENGTH) : stem;
  }

  private static String stem(String word) {
    String stem = word.replaceFirst("'(?:s|re|ll|ve|d|m)?$", "");
    if (stem.length() > 4 && stem.endsWith("ies")) {
      stem = stem.substring(0, stem.length() - 3) + "y";
    } else if (stem.length() > 3 && stem.matches(".*[^su]s")) {
      stem = stem.substring(0, stem.length() - 1);
    }
    if (stem.length() > 5 && stem.matches(".*(?:ing|ed|ly|er)")) {
      stem = stem.replaceFirst("(?:ing|ed|ly|er)$", "").replaceFirst("([^aeioul])\\1$", "$1");
    }
    return stem.length() > 3 ? stem.replaceFirst("[ey]$", "") : stem;
  }
}
