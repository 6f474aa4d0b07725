package io.vividly.core.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts written text into words that can be spoken, and keeps track of what was written. What a
 * written word is can depend on its neighbours: "a" is an article or a letter, "m" a letter or
 * meters, "1687" a number or a year. Speaks English. Safe for use by many threads.
 */
public final class Verbalizer {

  private static final Pattern EDGES =
      Pattern.compile("([(\\[{\"“”„«‚'‘¿¡]*)(.*?)([)\\]}\"“”»'’*.,;:!?…—–]*)", Pattern.DOTALL);
  private static final Pattern OPERATOR = Pattern.compile("[-–=+×·⋅*÷/<>≤≥≈≠±∝→⇌]");
  private static final Pattern STRICT_OPERATOR = Pattern.compile("[=+×·⋅*÷<>≤≥≈≠±∝]");
  private static final Pattern FORMULA = Pattern.compile("[=^_×÷√≈≤≥≠±∝+*<>⋅·|]");
  private static final Pattern OPERAND = Pattern.compile("[A-Za-z]|.*[\\d^∞\\p{IsGreek}].*");
  private static final Pattern QUANTITY = Pattern.compile("[-–+±≈~]?[\\d.,]*\\d.*");
  private static final Pattern YEAR = Pattern.compile("1[1-9]\\d\\d|20\\d\\d");
  private static final Pattern BARE_UNIT =
      Pattern.compile(
          "k?g|[kcmn]m|[km][WVJN]h?|kPa|[kMG]?Hz|mL|km/h|.+/(?:s(?:\\^.*)?|h|kg|mol|L)");

  private static final Set<String> BEFORE_YEAR =
      Set.of(
          "in since by from until till to of year around about before after during circa early late"
              .split(" "));
  private static final Set<String> AFTER_LETTER =
      Set.of(
          "is are equals stands means represents denotes times plus minus over squared cubed"
              .split(" "));

  /**
   * A written word.
   *
   * @param core plainly spelled, without the punctuation around it
   * @param trail the punctuation after it
   */
  private record Written(String text, String lead, String core, String trail) {}

  /** The white-space separated words of a text, in order, each with what is said for it. */
  public List<SpokenToken> verbalize(String text) {
    List<Written> written = new ArrayList<>();
    for (String token : text.strip().split("\\s+")) {
      written.add(split(token));
    }
    List<SpokenToken> spoken = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      spoken.add(new SpokenToken(written.get(i).text(), words(written, i), pause(written, i)));
    }
    return spoken;
  }

  private static Written split(String token) {
    Matcher edges = EDGES.matcher(token);
    if (!edges.matches()) {
      throw new IllegalStateException("every text has edges");
    }
    String core = Spelling.plain(edges.group(2));
    long open = core.chars().filter(c -> c == '(').count();
    long closed = core.chars().filter(c -> c == ')').count();
    String trail = edges.group(3);
    if (open > closed && trail.startsWith(")")) {
      core += ")";
    } else if (closed > open) {
      core = "(" + core;
    }
    return new Written(token, edges.group(1), core, trail);
  }

  private static List<String> words(List<Written> all, int i) {
    Written token = all.get(i);
    String core = token.core();
    if (core.isEmpty()) {
      return isMinus(all, i) ? List.of("minus") : List.of();
    }
    String listed = listed(token);
    if (listed != null) {
      return SpokenForms.words(listed);
    }
    if (core.equals("a") || core.equals("A")) {
      return List.of(isLetter(all, i) ? "A" : "a");
    }
    List<String> unit = unit(all, i);
    if (unit != null) {
      return unit;
    }
    if (YEAR.matcher(core).matches() && isYear(all, i)) {
      return NumberWords.year(Integer.parseInt(core));
    }
    return operator(all, i);
  }

  private static List<String> operator(List<Written> all, int i) {
    String core = all.get(i).core();
    if (core.equals("-")) {
      return isMinus(all, i) ? List.of("minus") : List.of();
    }
    if (core.equals("/")) {
      return List.of("over");
    }
    if (core.equals("→") && core(all, i - 1).matches("\\p{L}") && isLimit(core(all, i + 1))) {
      return List.of("approaches");
    }
    if (core.equals("x") && isNumber(core(all, i - 1)) && isNumber(core(all, i + 1))) {
      return List.of("times");
    }
    List<String> words = ExpressionReader.read(core, isFormula(all, i));
    if (core(all, i + 1).equals("=") && all.get(i).trail().equals("!")) {
      words = new ArrayList<>(words);
      words.add("factorial");
    }
    return words;
  }

  private static @Nullable String listed(Written token) {
    String exact = SpokenForms.ENGLISH.exact(token.core());
    if (exact != null) {
      return exact;
    }
    String dotted =
        token.trail().startsWith(".") ? SpokenForms.ENGLISH.abbreviation(token.core() + ".") : null;
    return dotted != null ? dotted : SpokenForms.ENGLISH.abbreviation(token.core());
  }

  private static boolean isLetter(List<Written> all, int i) {
    Written token = all.get(i);
    String before = core(all, i - 1);
    String after = core(all, i + 1);
    if (!token.trail().isEmpty()
        || i == all.size() - 1
        || isOperator(before)
        || isOperator(after)
        || AFTER_LETTER.contains(after)
        || (before.length() == 1 && OPERAND.matcher(before).matches() && !before.equals("I"))) {
      return true;
    }
    return token.core().equals("A") && token.lead().isEmpty() && i > 0 && !isStart(all, i);
  }

  private static boolean isStart(List<Written> all, int i) {
    return all.get(i - 1).trail().matches(".*[.!?:…].*");
  }

  private static @Nullable List<String> unit(List<Written> all, int i) {
    String core = all.get(i).core().replaceAll("^\\((.*)\\)$", "$1");
    String before = i > 0 && all.get(i - 1).trail().isEmpty() ? core(all, i - 1) : "";
    boolean counted = QUANTITY.matcher(before).matches() && !OPERATOR.matcher(core).matches();
    if (counted || (BARE_UNIT.matcher(core).matches() && !isOperator(before))) {
      return UnitWords.read(core, !before.equals("1"));
    }
    return null;
  }

  private static boolean isYear(List<Written> all, int i) {
    Written token = all.get(i);
    boolean dated = BEFORE_YEAR.contains(core(all, i - 1).toLowerCase(Locale.ROOT));
    boolean bracketed = token.lead().endsWith("(") && token.trail().startsWith(")");
    String after = core(all, i + 1);
    boolean counts = token.trail().isEmpty() && UnitWords.read(after, true) != null;
    return (dated || bracketed) && !counts && !OPERATOR.matcher(after).matches();
  }

  private static boolean isFormula(List<Written> all, int i) {
    String core = all.get(i).core();
    return FORMULA.matcher(core).find()
        || isOperator(core(all, i - 1))
        || isOperator(core(all, i + 1))
        || (SpokenForms.ENGLISH.function(core) != null
            && OPERAND.matcher(core(all, i + 1)).matches());
  }

  private static boolean isOperator(String core) {
    return STRICT_OPERATOR.matcher(core).matches() || core.matches("[/→⇌]");
  }

  /** A dash on its own is a minus between what can be subtracted, and else a pause. */
  private static boolean isMinus(List<Written> all, int i) {
    return all.get(i).text().matches("[-–−]")
        && i > 0
        && OPERAND.matcher(core(all, i + 1)).matches()
        && OPERAND.matcher(core(all, i - 1)).matches();
  }

  private static boolean isNumber(String core) {
    return core.matches("-?[\\d.,]*\\d");
  }

  private static boolean isLimit(String core) {
    return isNumber(core) || core.endsWith("∞");
  }

  private static String core(List<Written> all, int i) {
    return i >= 0 && i < all.size() ? all.get(i).core() : "";
  }

  private static Pause pause(List<Written> all, int i) {
    Written token = all.get(i);
    String trail = token.trail();
    boolean last = i == all.size() - 1;
    if (trail.contains("?")) {
      return Pause.QUESTION;
    }
    if (trail.contains("!") && !core(all, i + 1).equals("=")) {
      return Pause.EXCLAMATION;
    }
    if (trail.contains(".") || trail.contains("…")) {
      return endsSentence(all, i) ? Pause.STATEMENT : stop(token);
    }
    if (last) {
      return Pause.STATEMENT;
    }
    return trail.matches(".*[,;:—–].*") || (token.core().isEmpty() && !isMinus(all, i))
        ? Pause.PHRASE
        : Pause.NONE;
  }

  private static Pause stop(Written token) {
    return token.trail().matches(".*(?:\\.\\.|…|\\.[,;:]).*") ? Pause.PHRASE : Pause.NONE;
  }

  private static boolean endsSentence(List<Written> all, int i) {
    if (i == all.size() - 1) {
      return true;
    }
    Written token = all.get(i);
    Written next = all.get(i + 1);
    boolean abbreviated =
        token.core().length() == 1 && Character.isUpperCase(token.core().charAt(0)) && isName(next)
            || (SpokenForms.ENGLISH.abbreviation(token.core() + ".") != null
                && !token.core().equalsIgnoreCase("etc"));
    String start = next.core().isEmpty() ? next.text() : next.core();
    return !abbreviated && !Character.isLowerCase(start.charAt(0));
  }

  /** Whether an initial may stand before it, as in "J. Thomson". */
  private static boolean isName(Written next) {
    return next.core().matches("[A-Z][a-z]{3,}") && !next.trail().isEmpty();
  }
}
