package io.vividly.localai.script;

import io.vividly.localai.script.TopicNotes.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what a symbol of a formula means, in words. */
final class SymbolSpeech {

  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N} ]+");
  private static final Pattern NO_ARTICLE =
      Pattern.compile("(?:the|a|an|one|its|their|our|each|how|if) .*", Pattern.CASE_INSENSITIVE);
  private static final Pattern SUBSTANCE = Pattern.compile("\\\\text\\{\\p{Lu}.*");

  private static final Pattern UNITLESS = Pattern.compile("\\bunits?\\b");
  private static final Pattern WORD_FIRST = Pattern.compile("\\p{Ll}{2,}\\b");
  private static final Pattern SIGN = Pattern.compile("\\\\(?:sum|int|prod|lim)\\b.*");

  private SymbolSpeech() {}

  /** Whether the symbol can be spoken; some only an eye can read. */
  static boolean isSpeakable(Symbol symbol) {
    return name(symbol.latex()).isPresent();
  }

  /**
   * As in "Here, m is the mass, in kilograms, and v is the speed, in meters per second."
   *
   * @param opening with a space at its end, or empty
   * @param group one or two symbols that can be spoken
   * @param withUnits whether to name the units, too
   */
  static String sentence(String opening, List<Symbol> group, boolean withUnits) {
    List<String> units =
        group.stream().map(symbol -> withUnits ? unit(symbol) : "").distinct().toList();
    boolean shared = group.size() == 2 && units.size() == 1 && !units.get(0).isEmpty();
    String clauses =
        group.stream()
            .map(symbol -> clause(symbol) + (shared || !withUnits ? "" : comma(unit(symbol))))
            .collect(Collectors.joining(shared ? " and " : ", and "));
    String text = opening + clauses + (shared ? ", both " + units.get(0) : "") + ".";
    return WORD_FIRST.matcher(text).lookingAt()
        ? Character.toUpperCase(text.charAt(0)) + text.substring(1)
        : text;
  }

  private static String clause(Symbol symbol) {
    String name = name(symbol.latex()).orElseThrow();
    String meaning = meaning(symbol);
    return isSubstance(symbol.latex())
        ? name + " stands for " + meaning
        : name + " is " + article(meaning) + meaning;
  }

  private static String comma(String unit) {
    return unit.isEmpty() ? "" : ", " + unit;
  }

  /** How a symbol is read; empty when only an eye can read it. */
  static Optional<String> name(String latex) {
    if (SIGN.matcher(latex).matches()) {
      return Optional.empty();
    }
    String name = latex;
    name = name.replaceAll("^\\[(.+)]$", "$1 in brackets");
    name = name.replace("\\,", " ");
    name = name.replaceAll("\\\\text\\{(\\p{L})(\\p{L})}_?", " sub $1$2").replaceAll("^ sub ", "");
    name = name.replaceAll("\\\\text\\{([^}]*)}", "$1").replaceAll("\\\\mathrm\\{([^}]*)}", "$1");
    name =
        name.replaceAll("\\^\\{?(\\d*)\\+}?", " $1 plus")
            .replaceAll("\\^\\{?(\\d*)-}?", " $1 minus");
    name = name.replaceAll("f'\\(x\\)", "f prime of x");
    name = name.replaceAll("(\\p{L})\\((\\p{L})\\)", "$1 of $2").replace("'", " prime");
    name = isSubstance(latex) ? name.replaceAll("_\\{?(\\d+)}?", "$1") : index(name);
    name = name.replaceAll("\\\\(\\p{L}+)", "$1 ").replaceAll("[{}_]", " ");
    name = name.replaceAll("\\s+", " ").strip();
    return WORDS.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }

  /** The meaning as it is said: without its unit, and without signs in parentheses. */
  private static String meaning(Symbol symbol) {
    List<String> parts = parts(symbol);
    return parts.stream()
        .filter(
            part -> part.equals(parts.get(0)) || !isUnit(part) && !UNITLESS.matcher(part).find())
        .collect(Collectors.joining(", "));
  }

  /** As in "in newtons"; empty if there is none worth saying. */
  private static String unit(Symbol symbol) {
    return parts(symbol).stream()
        .skip(1)
        .filter(part -> isUnit(part) && !UNITLESS.matcher(part).find())
        .findFirst()
        .orElse("");
  }

  private static List<String> parts(Symbol symbol) {
    return List.of(symbol.meaning().replaceAll("\\s*\\([^)]*\\)", "").split(",\\s+"));
  }

  private static boolean isUnit(String part) {
    return part.startsWith("in ");
  }

  private static String article(String meaning) {
    return NO_ARTICLE.matcher(meaning).matches() ? "" : "the ";
  }

  private static boolean isSubstance(String latex) {
    return SUBSTANCE.matcher(latex).matches();
  }

  private static String index(String name) {
    return name.replaceAll("_\\{?0}?", " zero")
        .replaceAll("_\\{?1}?", " one")
        .replaceAll("_\\{?2}?", " two")
        .replaceAll("_\\{?(\\p{L})}?(?!\\p{L})", " sub $1")
        .replaceAll("_\\{?(\\p{L}+)}?", " $1");
  }
}
