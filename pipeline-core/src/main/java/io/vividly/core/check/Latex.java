package io.vividly.core.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads formulae in LaTeX as far as their numbers, symbols and operations go. */
final class Latex {

  static final Set<String> GREEK =
      Set.of(
          "alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "lambda", "mu", "nu", "pi",
          "rho", "sigma", "tau", "phi", "chi", "psi", "omega");

  private static final Pattern TEXT =
      Pattern.compile("\\\\(?:text|mathrm)\\{([^{}]*)}(\\^\\{?[23]}?)?");
  private static final Pattern FRACTION = Pattern.compile("\\\\[dt]?frac\\{([^{}]*)}\\{([^{}]*)}");
  private static final Pattern SUBSCRIPT = Pattern.compile("_(?:\\{[^{}]*}|\\\\?\\p{L}+|\\d)");
  private static final Pattern BRACED = Pattern.compile("\\{([^{}]*)}");

  private Latex() {}

  /** Without what only changes how it looks. */
  static String normal(String latex) {
    return latex
        .replaceAll("\\\\(?:left|right|displaystyle|[ ,;:!]|quad|qquad)(?!\\p{L})", "")
        .replace("{,}", "")
        .replaceAll("\\\\cdot(?!\\p{L})", "\\\\times")
        .replaceAll("\\s+", "")
        .replaceAll("[.,]$", "");
  }

  static List<Token> tokens(String latex) {
    String text =
        latex
            .replaceAll("\\\\[,;:! ]|\\\\q?quad(?!\\p{L})|~", " ")
            .replaceAll("\\\\(?:left|right|displaystyle)(?!\\p{L})", "")
            .replace("{,}", "")
            .replaceAll("\\^\\{?\\\\circ}?\\s*\\\\text\\{C}", " degree celsius ")
            .replaceAll("\\^\\{?\\\\circ}?", " degree ");
    text = SUBSCRIPT.matcher(TEXT.matcher(text).replaceAll(Latex::text)).replaceAll(" ");
    text =
        text.replaceAll("\\^\\{?2}?(?!\\d)", " squared ")
            .replaceAll("\\^\\{?3}?(?!\\d)", " cubed ");
    for (String last = ""; !last.equals(text); ) {
      last = text;
      text = FRACTION.matcher(text).replaceAll(" $1 ÷ $2 ");
      if (last.equals(text)) {
        text = BRACED.matcher(text).replaceFirst(" $1 ");
      }
    }
    text =
        text.replaceAll("\\\\(?:times|cdot)(?!\\p{L})", " × ")
            .replaceAll("\\\\(?:approx|rightarrow|to)(?!\\p{L})", " = ")
            .replaceAll("(?<=\\S)\\s*-\\s*(?=\\S)", " - ")
            .replaceAll("\\\\(\\p{L}+)", " $1 ");
    return products(Tokens.of(text));
  }

  /** A unit becomes words; other text stays as it is. */
  private static String text(MatchResult match) {
    String power = match.group(2) == null ? "" : match.group(2);
    String words =
        Units.words(match.group(1) + power)
            .orElse(
                match.group(1)
                    + (power.isEmpty() ? "" : power.contains("2") ? " squared" : " cubed"));
    return Matcher.quoteReplacement(" " + words + " ");
  }

  /** Symbols side by side are multiplied. */
  private static List<Token> products(List<Token> tokens) {
    List<Token> result = new ArrayList<>();
    for (Token token : tokens) {
      for (Token part : parts(token)) {
        Token last = result.isEmpty() ? Token.BREAK : result.get(result.size() - 1);
        boolean operand = last.isNumber() || isSymbol(last);
        if (operand && isSymbol(part)) {
          result.add(new Token("*", null, false, false));
        }
        result.add(part);
      }
    }
    return result;
  }

  /** "ma" in a formula is m times a. */
  private static List<Token> parts(Token token) {
    if (token.text().length() != 2
        || !token.isWord()
        || Units.isUnit(token.text())
        || isSymbol(token)) {
      return List.of(token);
    }
    return List.of(Token.word(token.text().substring(0, 1)), Token.word(token.text().substring(1)));
  }

  private static boolean isSymbol(Token token) {
    return token.isWord() && (token.text().length() == 1 || GREEK.contains(token.text()));
  }
}
