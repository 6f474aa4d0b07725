package io.vividly.localai.script;

import io.vividly.localai.script.TopicNotes.Symbol;
import java.util.Arrays;
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

  private SymbolSpeech() {}

  /** As in "v zero is the launch speed, in meters per second"; empty if it cannot be spoken. */
  static Optional<String> clause(Symbol symbol) {
    return name(symbol.latex())
        .map(
            name ->
                SUBSTANCE.matcher(symbol.latex()).matches()
                    ? name + " stands for " + meaning(symbol)
                    : name + " is " + article(meaning(symbol)) + meaning(symbol));
  }

  /** How a symbol is read; empty when only an eye can read it. */
  static Optional<String> name(String latex) {
    String name = latex;
    name = name.replaceAll("^\\[(.+)]$", "$1 in brackets");
    name = name.replaceAll("\\\\sum.*", "the sum sign").replace("\\,", " ");
    name = name.replaceAll("\\\\text\\{(\\p{L})(\\p{L})}_?", " sub $1$2").replaceAll("^ sub ", "");
    name = name.replaceAll("\\\\text\\{([^}]*)}", "$1").replaceAll("\\\\mathrm\\{([^}]*)}", "$1");
    name =
        name.replaceAll("\\^\\{?(\\d*)\\+}?", " $1 plus")
            .replaceAll("\\^\\{?(\\d*)-}?", " $1 minus");
    name = name.replaceAll("f'\\(x\\)", "f prime of x");
    name = name.replaceAll("(\\p{L})\\((\\p{L})\\)", "$1 of $2").replace("'", " prime");
    name = isFormulaOfSubstance(latex) ? name.replaceAll("_\\{?(\\d+)}?", "$1") : index(name);
    name = name.replaceAll("\\\\(\\p{L}+)", "$1 ").replaceAll("[{}_]", " ");
    name = name.replaceAll("\\s+", " ").strip();
    return WORDS.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }

  /** The meaning as it is said: without unit signs in parentheses, and without "no unit". */
  static String meaning(Symbol symbol) {
    String plain = symbol.meaning().replaceAll("\\s*\\([^)]*\\)", "");
    List<String> parts = Arrays.asList(plain.split(",\\s+"));
    return parts.stream()
        .filter(part -> part.equals(parts.get(0)) || !part.matches(".*\\bunits?\\b.*"))
        .collect(Collectors.joining(", "));
  }

  private static String article(String meaning) {
    return NO_ARTICLE.matcher(meaning).matches() ? "" : "the ";
  }

  private static boolean isFormulaOfSubstance(String latex) {
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
