package io.vividly.core.check;

import io.vividly.core.model.Passage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers, units and formulae of a passage. */
final class Facts {

  private static final Pattern FORMULA = Pattern.compile("\\$\\$([^$]+)\\$\\$|\\$([^$]+)\\$");
  private static final Pattern INDEX = Pattern.compile("[_^]\\{?(\\d+)");
  private static final Pattern TEXT = Pattern.compile("\\\\(?:text|mathrm)\\{([^{}]*)}");
  private static final Pattern WRONG = Pattern.compile("(?m)^Wrong: *(.+)$");

  private final Set<String> wrong = new HashSet<>();
  private final Set<String> keys = new HashSet<>();
  private final Map<BigDecimal, Set<String>> numbers = new HashMap<>();
  private final Set<String> units = new HashSet<>();
  private final List<Relation> relations = new ArrayList<>();
  private final List<String> formulae = new ArrayList<>();
  private final Symbols own = new Symbols();
  private final Symbols symbols;

  /**
   * @param symbols of all passages: one may use what another explains
   */
  Facts(Passage passage, Symbols symbols) {
    String text = passage.text();
    this.symbols = symbols;
    WRONG.matcher(text).results().forEach(match -> wrong.add(Evidence.flat(match.group(1))));
    own.addAll(text);
    readAll(Tokens.of(prose(passage.title() + ". " + passage.section() + ". " + text)));
    Matcher formula = FORMULA.matcher(text);
    while (formula.find()) {
      readFormula(formula.group(1) != null ? formula.group(1) : formula.group(2));
    }
  }

  /** Whether the sentence stands there as a wrong belief. */
  boolean callWrong(String sentence) {
    return wrong.contains(Evidence.flat(sentence));
  }

  boolean know(Token word) {
    return keys.contains(Words.key(word));
  }

  boolean haveNumber(BigDecimal value) {
    return numbers.containsKey(value);
  }

  /** Whether the number stands there with this unit, or bare while the unit stands elsewhere. */
  boolean haveQuantity(Quantity quantity) {
    Set<String> known = numbers.get(quantity.value());
    if (known == null) {
      return false;
    }
    return quantity.units().stream().anyMatch(known.isEmpty() ? units::contains : known::contains);
  }

  boolean haveUnit(String unit) {
    return units.contains(unit);
  }

  boolean have(Relation relation) {
    return relations.stream().anyMatch(known -> relation.agrees(known, symbols));
  }

  /** Whether the formula, or one that it is a part of, stands there. */
  boolean haveFormula(String latex) {
    String wanted = Latex.normal(latex);
    return formulae.stream().anyMatch(formula -> formula.contains(wanted));
  }

  /** Whether the list of symbols gives the symbol this meaning. */
  boolean define(String latex, String meaning) {
    return own.means(latex, meaning);
  }

  /** Whether the list of symbols gives a symbol of the sentence another meaning. */
  boolean contradict(List<Token> sentence) {
    return own.contradict(sentence);
  }

  private void readFormula(String latex) {
    formulae.add(Latex.normal(latex));
    readAll(Latex.tokens(latex));
    INDEX.matcher(latex).results().forEach(index -> number(new BigDecimal(index.group(1))));
    if (latex.contains("'")) {
      keys.add(Words.key(Token.word("prime")));
    }
    // A voice reads "CO_2" as one word and the index of "F_{AB}" as another.
    String plain = TEXT.matcher(latex).replaceAll("$1");
    for (String without : List.of("", " ")) {
      readWords(Tokens.of(plain.replaceAll("[_{}^]", without)));
    }
  }

  private void readAll(List<Token> tokens) {
    readWords(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      Units.Reading reading = Units.read(tokens, i);
      if (reading != null) {
        units.addAll(reading.units());
      }
    }
    for (Quantity quantity : Quantity.in(tokens)) {
      number(quantity.value()).addAll(quantity.units());
    }
    relations.addAll(Relation.in(tokens));
  }

  private void readWords(List<Token> tokens) {
    for (Token token : tokens) {
      if (token.isWord()) {
        keys.add(Words.key(token));
      }
    }
  }

  private Set<String> number(BigDecimal value) {
    BigDecimal key = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return numbers.computeIfAbsent(key, number -> new HashSet<>());
  }

  /** Without formulae and the marks of lists and headings; the end of an item ends a clause. */
  private static String prose(String markdown) {
    return FORMULA
        .matcher(markdown)
        .replaceAll(" . ")
        .replaceAll("(?m)^\\s*(?:\\d+[.)]|[-#]+)\\s+", " ")
        .replaceAll("\\n(?=\\s)", " . ")
        .replace('\n', ' ')
        .replaceAll("[*`_]", "");
  }
}
