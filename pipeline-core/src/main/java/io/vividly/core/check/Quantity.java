package io.vividly.core.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A number with its unit.
 *
 * @param units the ways to read its unit; empty for a bare number
 */
record Quantity(BigDecimal value, Set<String> units, boolean spelled) {

  static List<Quantity> in(List<Token> tokens) {
    List<Quantity> quantities = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isNumber()) {
        BigDecimal value = Objects.requireNonNull(token.value());
        quantities.add(new Quantity(value, unitsAt(tokens, i + 1), token.spelled()));
      }
    }
    return quantities;
  }

  /** The units that are named without a number, as in "the force, in newtons". */
  static Set<String> bareUnits(List<Token> tokens) {
    Set<String> units = new LinkedHashSet<>();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).text().equals("in") && !tokens.get(i + 1).isNumber()) {
        units.addAll(unitsAt(tokens, i + 1));
      }
    }
    return units;
  }

  /** "Two" and "one" are said of things that nobody measured. */
  boolean isSmallTalk(int most) {
    return spelled && units.isEmpty() && value.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  private static Set<String> unitsAt(List<Token> tokens, int start) {
    Units.Reading reading = start < tokens.size() ? Units.read(tokens, start) : null;
    return reading == null ? Set.of() : reading.units();
  }
}
