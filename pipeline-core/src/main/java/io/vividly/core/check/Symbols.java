package io.vividly.core.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the symbols of formulae stand for, from lists as in "- $F$: net force, in newtons (N)". */
final class Symbols {

  private static final Pattern ENTRY = Pattern.compile("(?m)^- \\$([^$]+)\\$: *(.+)$");

  private static final Set<String> VERBS = Set.of("is", "stands", "means");

  /** In "a sub n is the term", n is not what the sentence explains. */
  private static final Set<String> PART_OF_NAME = Set.of("sub", "of", "prime");

  private final Map<String, String> byLatex = new HashMap<>();
  private final Map<String, Set<String>> words = new HashMap<>();

  void addAll(String markdown) {
    Matcher entry = ENTRY.matcher(markdown);
    while (entry.find()) {
      byLatex.merge(Latex.normal(entry.group(1)), entry.group(2), (a, b) -> a + " " + b);
      List<Token> symbol = Latex.tokens(entry.group(1));
      if (!symbol.isEmpty()) {
        words
            .computeIfAbsent(symbol.get(0).text(), name -> new HashSet<>())
            .addAll(keys(entry.group(2)));
      }
    }
  }

  /** Whether two names are one, or one is a symbol that stands for the other. */
  boolean same(String one, String other) {
    return one.equals(other)
        || words.getOrDefault(one, Set.of()).contains(other)
        || words.getOrDefault(other, Set.of()).contains(one);
  }

  /** Whether the list gives the symbol this meaning. */
  boolean means(String latex, String meaning) {
    String known = byLatex.get(Latex.normal(latex));
    Set<String> said = keys(meaning);
    return known != null && (said.isEmpty() || said.stream().anyMatch(keys(known)::contains));
  }

  /** Whether "F is the net force" contradicts the list; a symbol that is not there cannot. */
  boolean contradict(List<Token> tokens) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      Set<String> known = words.get(tokens.get(i).text());
      boolean part = i > 0 && PART_OF_NAME.contains(tokens.get(i - 1).text());
      if (known != null && !part && VERBS.contains(tokens.get(i + 1).text())) {
        Set<String> said = keys(clause(tokens, i + 2));
        if (!said.isEmpty() && said.stream().noneMatch(known::contains)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Token> clause(List<Token> tokens, int start) {
    int end = start;
    while (end < tokens.size()
        && !tokens.get(end).isBreak()
        && !tokens.get(end).text().equals("and")) {
      end++;
    }
    return tokens.subList(start, end);
  }

  private static Set<String> keys(String text) {
    return keys(Tokens.of(text));
  }

  private static Set<String> keys(List<Token> tokens) {
    return tokens.stream()
        .filter(token -> Words.carries(token) && !Units.isUnit(token.text()))
        .map(Words::key)
        .collect(Collectors.toSet());
  }
}
