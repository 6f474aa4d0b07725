package io.vividly.core.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads numbers that are written as words, as "twenty five", "nine point eight" or "3 million". */
final class NumberWords {

  private static final Map<String, Integer> VALUES = new HashMap<>();
  private static final Map<String, Long> SCALES =
      Map.of("hundred", 100L, "thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

  static {
    String[] ones =
        ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                + " fifteen sixteen seventeen eighteen nineteen")
            .split(" ");
    for (int i = 0; i < ones.length; i++) {
      VALUES.put(ones[i], i);
    }
    String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
    for (int i = 0; i < tens.length; i++) {
      VALUES.put(tens[i], 20 + 10 * i);
    }
  }

  private NumberWords() {}

  static List<Token> merge(List<Token> tokens) {
    List<Token> result = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      Number number = read(tokens, i);
      if (number == null) {
        result.add(tokens.get(i));
        i++;
      } else {
        result.add(number.token());
        i = number.end();
      }
    }
    return result;
  }

  private record Number(Token token, int end) {}

  private static @Nullable Number read(List<Token> tokens, int start) {
    Token first = tokens.get(start);
    boolean spelled = VALUES.containsKey(first.text());
    if (!first.isNumber() && !spelled) {
      return null;
    }
    int i = start;
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal part = first.value() != null ? first.value() : below100(tokens, i);
    i += spelled ? wordsBelow100(tokens, i) : 1;
    if (spelled && i + 1 < tokens.size() && tokens.get(i).text().equals("point")) {
      StringBuilder digits = new StringBuilder(part.toPlainString()).append('.');
      int digit = i + 1;
      while (digit < tokens.size() && VALUES.getOrDefault(tokens.get(digit).text(), 10) < 10) {
        digits.append(VALUES.get(tokens.get(digit).text()));
        digit++;
      }
      if (digit > i + 1) {
        part = new BigDecimal(digits.toString());
        i = digit;
      }
    }
    while (i < tokens.size() && SCALES.containsKey(tokens.get(i).text())) {
      long scale = SCALES.getOrDefault(tokens.get(i).text(), 1L);
      part = part.multiply(BigDecimal.valueOf(scale));
      i++;
      if (spelled && i < tokens.size() && VALUES.containsKey(tokens.get(i).text())) {
        total = total.add(part);
        part = below100(tokens, i);
        i += wordsBelow100(tokens, i);
      }
    }
    return new Number(Token.number(total.add(part), spelled), i);
  }

  private static BigDecimal below100(List<Token> tokens, int i) {
    int value = VALUES.getOrDefault(tokens.get(i).text(), 0);
    return BigDecimal.valueOf(
        wordsBelow100(tokens, i) == 2
            ? value + VALUES.getOrDefault(tokens.get(i + 1).text(), 0)
            : value);
  }

  private static int wordsBelow100(List<Token> tokens, int i) {
    boolean tens = VALUES.getOrDefault(tokens.get(i).text(), 0) >= 20;
    int next = i + 1 < tokens.size() ? VALUES.getOrDefault(tokens.get(i + 1).text(), 0) : 0;
    return tens && next >= 1 && next <= 9 ? 2 : 1;
  }
}
