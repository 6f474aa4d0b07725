package io.vividly.core.check;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word, a number, a sign of calculation or the end of a clause.
 *
 * @param text in small letters; an operation is {@code = + - * /}, the end of a clause {@code ;}
 * @param value of a number
 * @param spelled whether the number was written as a word
 * @param capital whether the word began with a capital letter
 */
record Token(String text, @Nullable BigDecimal value, boolean spelled, boolean capital) {

  static final Token BREAK = new Token(";", null, false, false);

  static Token word(String text) {
    boolean capital = Character.isUpperCase(text.codePointAt(0));
    return new Token(text.toLowerCase(Locale.ROOT), null, false, capital);
  }

  static Token number(BigDecimal value, boolean spelled) {
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return new Token(plain.toPlainString(), plain, spelled, false);
  }

  boolean isNumber() {
    return value != null;
  }

  boolean isBreak() {
    return text.equals(";");
  }

  boolean isOperation() {
    return text.length() == 1 && "=+-*/".contains(text);
  }

  boolean isWord() {
    return value == null && Character.isLetter(text.codePointAt(0));
  }

  /** Whether it may be the symbol of a quantity, as the m in "m times a". */
  boolean isSymbol() {
    return isWord() && (text.length() == 1 && !text.equals("a") || Latex.GREEK.contains(text));
  }
}
