package io.vividly.core.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers as words, in American English. */
final class NumberWords {

  private static final List<String> SMALL =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
  private static final List<String> GROUPS =
      List.of("", "thousand", "million", "billion", "trillion");
  private static final Map<String, String> ORDINALS =
      Map.ofEntries(
          Map.entry("one", "first"),
          Map.entry("two", "second"),
          Map.entry("three", "third"),
          Map.entry("five", "fifth"),
          Map.entry("eight", "eighth"),
          Map.entry("nine", "ninth"),
          Map.entry("twelve", "twelfth"));

  /** Longer ones are read digit by digit. */
  private static final int MOST_DIGITS = 15;

  private NumberWords() {}

  /**
   * @param number digits, perhaps with a decimal point
   */
  static List<String> decimal(String number) {
    int point = number.indexOf('.');
    if (point < 0) {
      return cardinal(number);
    }
    List<String> words = new ArrayList<>();
    if (point > 0) {
      words.addAll(cardinal(number.substring(0, point)));
    }
    words.add("point");
    words.addAll(digits(number.substring(point + 1)));
    return words;
  }

  static List<String> cardinal(String digits) {
    if (digits.length() > MOST_DIGITS || (digits.length() > 1 && digits.startsWith("0"))) {
      return digits(digits);
    }
    return cardinal(Long.parseLong(digits));
  }

  static List<String> cardinal(long number) {
    List<String> words = new ArrayList<>();
    if (number < 1000) {
      belowThousand((int) number, words);
      return words;
    }
    long unit = 1_000_000_000_000L;
    long rest = number;
    for (int group = GROUPS.size() - 1; group >= 0; group--, unit /= 1000) {
      int part = (int) (rest / unit);
      rest %= unit;
      if (part > 0) {
        belowThousand(part, words);
        if (group > 0) {
          words.add(GROUPS.get(group));
        }
      }
    }
    return words;
  }

  private static void belowThousand(int number, List<String> words) {
    int rest = number;
    if (rest >= 100) {
      words.add(SMALL.get(rest / 100));
      words.add("hundred");
      rest %= 100;
      if (rest == 0) {
        return;
      }
    }
    if (rest >= 20) {
      words.add(TENS.get(rest / 10));
      rest %= 10;
      if (rest == 0) {
        return;
      }
    }
    words.add(SMALL.get(rest));
  }

  static List<String> ordinal(String digits) {
    List<String> words = new ArrayList<>(cardinal(digits));
    words.set(words.size() - 1, ordinalOf(words.get(words.size() - 1)));
    return words;
  }

  private static String ordinalOf(String word) {
    String irregular = ORDINALS.get(word);
    if (irregular != null) {
      return irregular;
    }
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
  }

  /** As in "sixteen eighty seven". */
  static List<String> year(int year) {
    if (year % 1000 < 10) {
      return cardinal(year);
    }
    List<String> words = new ArrayList<>(cardinal(year / 100));
    if (year % 100 == 0) {
      words.add("hundred");
    } else if (year % 100 < 10) {
      words.add("oh");
      words.addAll(cardinal(year % 100));
    } else {
      words.addAll(cardinal(year % 100));
    }
    return words;
  }

  /** As in "nineteen sixties". */
  static List<String> decade(int year) {
    List<String> words = new ArrayList<>(year(year));
    String last = words.get(words.size() - 1);
    words.set(
        words.size() - 1,
        last.endsWith("y") ? last.substring(0, last.length() - 1) + "ies" : last + "s");
    return words;
  }

  /** As in "three quarters"; {@code one over twenty five} where that is clearer. */
  static List<String> fraction(String above, String below) {
    List<String> words = new ArrayList<>(cardinal(above));
    long parts = below.length() > 3 ? 0 : Long.parseLong(below);
    if (above.length() > 2 || parts < 2 || (parts > 10 && parts != 100)) {
      words.add("over");
      words.addAll(cardinal(below));
      return words;
    }
    boolean one = above.equals("1");
    if (parts == 2) {
      words.add(one ? "half" : "halves");
    } else {
      String part = parts == 4 ? "quarter" : parts == 100 ? "hundredth" : ordinal(below).get(0);
      words.add(one ? part : part + "s");
    }
    return words;
  }

  static List<String> digits(String digits) {
    return digits.chars().mapToObj(c -> SMALL.get(c - '0')).toList();
  }
}
