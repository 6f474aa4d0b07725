package io.vividly.core.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads one written word from left to right: numbers, formulae, units, signs, and the words in
 * between.
 */
final class ExpressionReader {

  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):([0-5]\\d)");
  private static final Pattern MONEY =
      Pattern.compile("([$€£])(\\d[\\d,]*)(?:\\.(\\d{2}))?(?![\\d.])");
  private static final Pattern FRACTION = Pattern.compile("(\\d{1,3})/(\\d{1,3})(?![\\d.])");
  private static final Pattern ORDINAL = Pattern.compile("(\\d[\\d,]*)(?:st|nd|rd|th)\\b");
  private static final Pattern DECADE = Pattern.compile("(1\\d|20)(\\d0)'?s\\b");
  private static final Pattern SCIENTIFIC =
      Pattern.compile("(\\d+(?:\\.\\d+)?)[eE]([+-]?\\d+)(?![\\p{L}\\d])");
  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+");
  private static final Pattern POWER =
      Pattern.compile("\\^(?:\\(([^()]*)\\)|\\{([^{}]*)}|([+-]?\\d+[+-]?|[+-]?[A-Za-z]|[+-]))");
  private static final Pattern CHEMICAL =
      Pattern.compile("(?:[A-Z][a-z]?_?\\d*|\\((?:[A-Z][a-z]?_?\\d*)+\\)_?\\d+)+(?![a-z'])");
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+(?:'[A-Za-z]+)*");
  private static final Pattern INITIALS = Pattern.compile("(?:[A-Za-z]\\.)+[A-Za-z]\\b");
  private static final Pattern MAGNITUDE = Pattern.compile("\\|([^|]+)\\|");

  private static final Pattern ACRONYMS = Pattern.compile("[A-Z]{2,}'?s");

  private final Cursor in;
  private final boolean formula;
  private final List<String> words = new ArrayList<>();
  private boolean afterChemical;

  private ExpressionReader(String text, boolean formula) {
    this.in = new Cursor(text);
    this.formula = formula;
  }

  /**
   * @param text as {@link Spelling} writes it
   * @param formula whether short words are products of variables rather than words
   */
  static List<String> read(String text, boolean formula) {
    ExpressionReader reader = new ExpressionReader(text, formula);
    while (!reader.in.atEnd()) {
      reader.step();
    }
    return reader.words;
  }

  private void step() {
    boolean chemicalBefore = afterChemical;
    afterChemical = false;
    char c = in.peek();
    if (c == '^') {
      power(chemicalBefore);
    } else if (Character.isDigit(c) && c < 128 || (c == '.' && in.digitAt(in.position() + 1))) {
      number();
    } else if (isMoney(c)) {
      money();
    } else if (Cursor.isLatin(c)) {
      letters();
    } else if (c == '|' && in.take(MAGNITUDE)) {
      say("the absolute value of");
      words.addAll(read(in.group(1), true));
    } else {
      sign(c);
    }
  }

  private void power(boolean charge) {
    if (!in.take(POWER)) {
      in.next();
      return;
    }
    String exponent = in.firstGroup();
    if (in.beforeMatch() == ')') {
      say("all");
    }
    if (charge || exponent.endsWith("+") || exponent.endsWith("-")) {
      words.addAll(read(exponent.replace("+", " plus").replace("-", " minus"), false));
    } else if (exponent.equals("2")) {
      say("squared");
    } else if (exponent.equals("3")) {
      say("cubed");
    } else {
      say("to the power of");
      words.addAll(read(exponent, true));
    }
  }

  private void number() {
    if (in.take(TIME)) {
      words.addAll(NumberWords.cardinal(in.group(1)));
      sayMinutes(in.group(2));
    } else if (in.take(ORDINAL)) {
      words.addAll(NumberWords.ordinal(in.group(1).replace(",", "")));
    } else if (in.take(DECADE)) {
      words.addAll(NumberWords.decade(Integer.parseInt(in.group(1) + in.group(2))));
    } else if (in.take(FRACTION)) {
      words.addAll(NumberWords.fraction(in.group(1), in.group(2)));
    } else if (in.take(SCIENTIFIC)) {
      words.addAll(NumberWords.decimal(in.group(1)));
      say("times ten to the power of");
      words.addAll(read(in.group(2), false));
    } else if (in.take(NUMBER)) {
      String digits = in.group(0).replace(",", "");
      words.addAll(NumberWords.decimal(digits));
      unitAfter(digits);
    }
  }

  private void sayMinutes(String minutes) {
    if (minutes.equals("00")) {
      say("o'clock");
    } else {
      if (minutes.startsWith("0")) {
        say("oh");
      }
      words.addAll(NumberWords.cardinal(Long.parseLong(minutes)));
    }
  }

  /** A small letter on its own, as in "2m" or "3x", is a variable; "5kg" and "5m/s" are units. */
  private void unitAfter(String number) {
    String rest = in.rest().replaceFirst("^[ -](?=\\p{L})", "");
    boolean variable = rest.length() == 1 && (formula || Character.isLowerCase(rest.charAt(0)));
    List<String> unit = UnitWords.read(rest, !number.equals("1"));
    if (!variable && unit != null && Chemistry.read(rest) == null) {
      words.addAll(unit);
      in.skipRest();
    }
  }

  private boolean isMoney(char c) {
    return (c == '$' || c == '€' || c == '£') && in.digitAt(in.position() + 1);
  }

  private void money() {
    String currency =
        switch (in.peek()) {
          case '$' -> "dollar";
          case '€' -> "euro";
          default -> "pound";
        };
    if (in.take(MONEY)) {
      String whole = in.group(2).replace(",", "");
      words.addAll(NumberWords.cardinal(whole));
      say(whole.equals("1") ? currency : currency + "s");
      if (!in.group(3).isEmpty() && !in.group(3).equals("00")) {
        say("and");
        words.addAll(NumberWords.cardinal(Long.parseLong(in.group(3))));
        say(currency.equals("pound") ? "pence" : "cents");
      }
    } else {
      in.next();
    }
  }

  private void letters() {
    if (in.take(INITIALS)) {
      spell(in.group(0).replace(".", ""));
      return;
    }
    if (in.sees(CHEMICAL)) {
      List<String> chemical = Chemistry.read(in.group(0));
      if (chemical != null) {
        in.take(CHEMICAL);
        words.addAll(chemical);
        afterChemical = true;
        return;
      }
    }
    if (in.take(LETTERS)) {
      word(in.group(0), in.beforeMatch() == '_');
    } else {
      in.next();
    }
  }

  private void word(String word, boolean index) {
    String exact = SpokenForms.ENGLISH.exact(word);
    boolean call = in.peek() == '(';
    String function = SpokenForms.ENGLISH.function(word);
    if (exact != null) {
      say(exact);
    } else if (function != null && (call || formula || atDigitOrSign())) {
      say(function);
      if (call) {
        say("of");
      }
    } else if (word.length() == 1 && (call || index)) {
      spell(word);
      if (call && word.matches("[fghPvxyFGE]")) {
        say("of");
      }
    } else if (Letters.areSpelled(word, formula && !index)) {
      spell(word);
    } else if (ACRONYMS.matcher(word).matches() && Letters.areSpelled(stem(word), false)) {
      spell(stem(word));
      words.set(words.size() - 1, words.get(words.size() - 1) + "'s");
    } else {
      words.add(word);
    }
  }

  private static String stem(String acronyms) {
    return acronyms.replaceFirst("'?s$", "");
  }

  private boolean atDigitOrSign() {
    return "θαβφω^0123456789".indexOf(in.peek()) >= 0;
  }

  private void sign(char c) {
    int from = in.position();
    in.next();
    switch (c) {
      case '-' -> minus(from);
      case '–' -> say(in.digitBefore(from) && in.digitAt(from + 1) ? "to" : "");
      case '/' -> say(formula || isVariable(from) ? "over" : "");
      case ':' -> say(in.digitBefore(from) && in.digitAt(from + 1) ? "to" : "");
      case '!' -> say(from > 0 ? "factorial" : "");
      case '.' -> say(in.letterAt(from - 1) && in.letterAt(from + 1) ? "dot" : "");
      case '°' -> degrees();
      default -> {
        String said = SpokenForms.ENGLISH.symbol(in.sign(from));
        say(said == null ? "" : said);
      }
    }
  }

  private void minus(int from) {
    char next = in.peek();
    boolean starts = from == 0 || "(=+*/^×·<>≤≥≈±".indexOf(in.charAt(from - 1)) >= 0;
    if (starts) {
      say(formula || isOperand(next) || in.rest().length() == 1 ? "minus" : "");
    } else if (formula) {
      say("minus");
    } else if (in.digitBefore(from) && in.digitAt(from + 1)) {
      say("to");
    }
  }

  private static boolean isOperand(char c) {
    return (c >= '0' && c <= '9') || SpokenForms.ENGLISH.symbol(String.valueOf(c)) != null;
  }

  private void degrees() {
    if (in.peek() == 'C' || in.peek() == 'F') {
      say(in.next() == 'C' ? "degrees Celsius" : "degrees Fahrenheit");
    } else {
      say("degrees");
    }
  }

  /** Whether one letter, sign or number stands on either side, as in "F/m". */
  private boolean isVariable(int slash) {
    return slash == 1 && in.all().length() == 3;
  }

  private void spell(String letters) {
    letters.chars().forEach(c -> words.add(Letters.name((char) c)));
  }

  private void say(String said) {
    if (!said.isEmpty()) {
      words.addAll(SpokenForms.words(said));
    }
  }
}
