package io.vividly.core.speech;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the many ways to write a sign to one: raised and lowered digits become {@code ^} and
 * {@code _}, typographic signs their plain ones.
 */
final class Spelling {

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣⁱ";
  private static final String RAISED_PLAIN = "0123456789+-()nxi";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₙᵢₜ";
  private static final String LOWERED_PLAIN = "0123456789+-aeoxnit";

  private static final Pattern RAISED_RUN = Pattern.compile("[" + RAISED + "]+");
  private static final Pattern LOWERED_RUN = Pattern.compile("[" + LOWERED + "]+");
  private static final Pattern DIACRITICS = Pattern.compile("(?<=[A-Za-z])\\p{M}+");

  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("\u2019", "'"),
          Map.entry("\u2018", "'"),
          Map.entry("\u02bc", "'"),
          Map.entry("\u2212", "-"),
          Map.entry("\u2010", "-"),
          Map.entry("\u2011", "-"),
          Map.entry("\u00b5", "μ"),
          Map.entry("\u2126", "Ω"),
          Map.entry("\u2044", "/"),
          Map.entry("\u2215", "/"),
          Map.entry("\u00a0", " "),
          Map.entry("\u202f", " "),
          Map.entry("\u2009", " "),
          Map.entry("\u00ad", ""),
          Map.entry("\u200b", ""),
          Map.entry("\ufe0f", ""),
          Map.entry("**", ""),
          Map.entry("<=", "≤"),
          Map.entry(">=", "≥"),
          Map.entry("!=", "≠"),
          Map.entry("->", "→"),
          Map.entry("ß", "ss"),
          Map.entry("æ", "ae"),
          Map.entry("ø", "o"));

  private static final Pattern PLAINABLE = alternatives();

  private Spelling() {}

  static String plain(String written) {
    String text =
        PLAINABLE.matcher(written).replaceAll(m -> Matcher.quoteReplacement(mapped(m.group())));
    text = RAISED_RUN.matcher(text).replaceAll(m -> raised(m.group()));
    text = LOWERED_RUN.matcher(text).replaceAll(m -> "_" + swap(m.group(), LOWERED, LOWERED_PLAIN));
    return DIACRITICS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
  }

  private static String mapped(String sign) {
    return PLAIN.getOrDefault(sign, sign);
  }

  private static String raised(String run) {
    return "^(" + swap(run, RAISED, RAISED_PLAIN).replaceAll("[()]", "") + ")";
  }

  private static String swap(String run, String from, String to) {
    StringBuilder out = new StringBuilder();
    run.chars().forEach(c -> out.append(to.charAt(from.indexOf(c))));
    return out.toString();
  }

  private static Pattern alternatives() {
    StringBuilder regex = new StringBuilder();
    PLAIN.keySet().stream()
        .sorted((a, b) -> b.length() - a.length())
        .forEach(key -> regex.append(regex.isEmpty() ? "" : "|").append(Pattern.quote(key)));
    return Pattern.compile(regex.toString());
  }
}
