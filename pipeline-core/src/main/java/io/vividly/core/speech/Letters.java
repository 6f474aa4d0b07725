package io.vividly.core.speech;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which runs of letters are said letter by letter. */
final class Letters {

  private static final Set<String> SHORT_WORDS =
      Set.of(
          ("of is to in on at by or if no so we it as be do up us an pi my he me go am mu nu xi "
                  + "log sin cos tan net the and for not all")
              .split(" "));

  private static final Set<String> SOUNDS = Set.of("hmm", "shh", "psst", "brr", "pfft", "mm");

  /** Bases of DNA and RNA, and genotypes such as "Aa", but no Roman numeral. */
  private static final Pattern CODE = Pattern.compile("[ACGTU]{5,}|(?i:([A-HJ-WYZ])\\1)");

  private Letters() {}

  /**
   * @param formula whether it stands in a formula, where letters side by side are a product
   */
  static boolean areSpelled(String run, boolean formula) {
    if (run.length() == 1) {
      return !run.equals("a") || formula;
    }
    if (SpokenForms.ENGLISH.isSpelled(run) || CODE.matcher(run).matches()) {
      return true;
    }
    String lower = run.toLowerCase(Locale.ROOT);
    if (run.contains("'") || SHORT_WORDS.contains(lower) || SOUNDS.contains(lower)) {
      return false;
    }
    boolean vowelless = lower.chars().noneMatch(c -> "aeiouy".indexOf(c) >= 0);
    boolean mixed = run.length() <= 3 && !run.substring(1).equals(lower.substring(1));
    return vowelless || (formula && (run.length() == 2 || mixed));
  }

  /** A capital names the letter; small letters do too, but for the article. */
  static String name(char letter) {
    return letter == 'a' ? "A" : String.valueOf(letter);
  }
}
