package io.vividly.lucene;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links {@code number = number} and {@code number \approx number} of a formula. */
record LatexChain(List<Link> links) {

  private static final Pattern PART =
      Pattern.compile("\\\\q?quad|;|,\\\\ |,\\s|\\\\text\\{(?:and|or|,)\\s*}");
  private static final Pattern RELATION =
      Pattern.compile("=|\\\\approx|\\\\(?:left)?rightarrow|\\\\Rightarrow|\\\\leq|\\\\geq|<|>");
  private static final Pattern UNIT =
      Pattern.compile(
          "(?<=[\\d})])(?:\\\\[ ,])*\\s*\\\\text\\{([^}]*)}(?:\\^\\{?[-\\d]+}?)?|\\\\%");
  private static final Pattern SHOWN = Pattern.compile("-?(\\d*)(?:\\.(\\d+))?");

  /**
   * Two numbers that are said to be equal.
   *
   * @param right whether they are, to the digits shown
   */
  record Link(String text, boolean right) {}

  static LatexChain of(String latex) {
    List<Link> links = new ArrayList<>();
    for (String part : PART.split(latex)) {
      Matcher relation = RELATION.matcher(part);
      List<MatchResult> relations = relation.results().toList();
      for (int i = 0; i < relations.size(); i++) {
        int from = i == 0 ? 0 : relations.get(i - 1).end();
        int to = i + 1 < relations.size() ? relations.get(i + 1).start() : part.length();
        MatchResult here = relations.get(i);
        link(part.substring(from, here.start()), here.group(), part.substring(here.end(), to))
            .ifPresent(links::add);
      }
    }
    return new LatexChain(links);
  }

  private static Optional<Link> link(String left, String relation, String right) {
    Set<String> leftUnits = units(left);
    Set<String> rightUnits = units(right);
    boolean comparable =
        leftUnits.isEmpty() || rightUnits.isEmpty() || leftUnits.equals(rightUnits);
    if (!comparable || leftUnits.size() > 1 || rightUnits.size() > 1) {
      return Optional.empty();
    }
    String shown = bare(right);
    Optional<Double> a = LatexNumber.evaluate(bare(left));
    Optional<Double> b = LatexNumber.evaluate(shown);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    double difference = Math.abs(a.get() - b.get());
    String text = left.strip() + " " + relation + " " + right.strip() + "  (" + a.get() + ")";
    return switch (relation) {
      case "=" ->
          Optional.of(new Link(text, difference <= 1e-9 * Math.max(1e-6, Math.abs(a.get()))));
      case "\\approx" -> Optional.of(new Link(text, difference <= rounding(shown, b.get())));
      default -> Optional.empty();
    };
  }

  /** Half a unit of the last digit that counts; of a formula, one percent. */
  private static double rounding(String shown, double value) {
    Matcher digits = SHOWN.matcher(shown.replaceAll("\\^\\\\circ", "").strip());
    if (!digits.matches()) {
      Matcher scientific =
          Pattern.compile("(-?[\\d.]+)\\s*\\\\times\\s*10\\^\\{?(-?\\d+)}?").matcher(shown.strip());
      return scientific.matches()
          ? rounding(scientific.group(1), 0) * Math.pow(10, Integer.parseInt(scientific.group(2)))
          : 0.01 * Math.abs(value);
    }
    double unit = 1;
    if (digits.group(2) != null) {
      unit = Math.pow(10, -digits.group(2).length());
    } else {
      String whole = digits.group(1);
      unit = Math.pow(10, whole.length() - whole.replaceAll("0+$", "").length());
    }
    double half = 0.5 * unit * (1 + 1e-9);
    return shown.contains("\\circ") ? Math.toRadians(half) : half;
  }

  private static Set<String> units(String side) {
    Set<String> units = new HashSet<>();
    UNIT.matcher(side)
        .results()
        .forEach(unit -> units.add(unit.group().replaceAll("^(\\\\[ ,]|\\s)+", "")));
    return units;
  }

  private static String bare(String side) {
    return UNIT.matcher(side).replaceAll(" ").strip();
  }
}
