package io.vividly.core.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes plain text apart. */
final class Tokens {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<number>\\d+(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)"
              + "|(?<unit>°C?|%|\\p{L}+(?:[/·]\\p{L}+)+[²³]?|\\p{L}+[²³])"
              + "|(?<word>\\p{L}[\\p{L}\\p{N}]*(?:['’]\\p{L}+)*)"
              + "|(?<sign>[=≈+×·÷*/^−²³-])"
              + "|(?<end>[.,;:?!()\\n…—–])");

  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("equals", "="),
          Map.entry("=", "="),
          Map.entry("≈", "="),
          Map.entry("plus", "+"),
          Map.entry("+", "+"),
          Map.entry("minus", "-"),
          Map.entry("−", "-"),
          Map.entry("times", "*"),
          Map.entry("×", "*"),
          Map.entry("·", "*"),
          Map.entry("*", "*"),
          Map.entry("÷", "/"),
          Map.entry("/", "/"));

  private static final Map<String, String> POWERS = Map.of("²", "squared", "³", "cubed");

  private Tokens() {}

  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      if (matcher.group("number") != null) {
        tokens.add(Token.number(new BigDecimal(matcher.group().replace(",", "")), false));
      } else if (matcher.group("end") != null) {
        tokens.add(Token.BREAK);
      } else if (matcher.group("unit") != null) {
        unit(matcher.group(), tokens);
      } else if (matcher.group("word") != null) {
        tokens.add(word(matcher.group()));
      } else {
        sign(matcher.group(), isBetweenSpaces(text, matcher), tokens);
      }
    }
    return NumberWords.merge(dividedBy(tokens));
  }

  private static void unit(String text, List<Token> tokens) {
    String words = Units.words(text).orElse(null);
    if (words != null) {
      for (String word : words.split(" ")) {
        tokens.add(Token.word(word));
      }
      return;
    }
    for (String part : text.split("[/·²³]")) {
      if (!part.isEmpty()) {
        tokens.add(word(part));
      }
    }
  }

  private static Token word(String text) {
    String operation = OPERATIONS.get(text.toLowerCase(Locale.ROOT));
    return operation == null
        ? Token.word(text.replace('’', '\''))
        : new Token(operation, null, false, false);
  }

  /** A hyphen joins words; only between spaces it is a minus. */
  private static void sign(String text, boolean spaced, List<Token> tokens) {
    String power = POWERS.get(text);
    if (power != null) {
      tokens.add(Token.word(power));
      return;
    }
    String operation = text.equals("-") && spaced ? "-" : OPERATIONS.get(text);
    if (operation != null) {
      tokens.add(new Token(operation, null, false, false));
    }
  }

  private static boolean isBetweenSpaces(String text, Matcher sign) {
    return sign.start() > 0
        && sign.end() < text.length()
        && text.charAt(sign.start() - 1) == ' '
        && text.charAt(sign.end()) == ' ';
  }

  private static List<Token> dividedBy(List<Token> tokens) {
    List<Token> result = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String text = tokens.get(i).text();
      boolean by = i + 1 < tokens.size() && tokens.get(i + 1).text().equals("by");
      if (by && (text.equals("divided") || text.equals("multiplied"))) {
        result.add(new Token(text.equals("divided") ? "/" : "*", null, false, false));
        i++;
      } else {
        result.add(tokens.get(i));
      }
    }
    return result;
  }
}
