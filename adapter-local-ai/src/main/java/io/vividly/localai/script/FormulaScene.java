package io.vividly.localai.script;

import io.vividly.core.model.Line;
import io.vividly.core.model.Visual;
import io.vividly.localai.script.TopicNotes.Example;
import io.vividly.localai.script.TopicNotes.Formula;
import io.vividly.localai.script.TopicNotes.Symbol;
import io.vividly.localai.script.TopicNotes.Working;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads a formula out and names its symbols. */
final class FormulaScene {

  private static final List<String> OPENINGS = List.of("Here, ", "In this formula, ");

  /** In words; above it, every symbol gets a sentence of its own. */
  private static final int LONGEST_PAIR = 19;

  private static final int MANY_SYMBOLS = 5;

  private final Formula formula;
  private final Wording wording;
  private final SceneLines lines;
  private final List<Visual.Symbol> symbols = new ArrayList<>();
  private final int formulaLine;

  FormulaScene(Formula formula, Wording wording) {
    this.formula = formula;
    this.wording = wording;
    this.lines = new SceneLines(wording.line(isReaction() ? Junction.EQUATION : Junction.FORMULA));
    this.formulaLine = lines.addAll(formula.spoken());
    explain();
  }

  /** Of several formulae the one that the example calculates with; the first in doubt. */
  static Optional<Formula> choose(List<Formula> formulae, Optional<Example> example) {
    Formula best = null;
    long most = -1;
    for (Formula formula : formulae) {
      long shared = example.map(worked -> shared(formula, worked)).orElse(0L);
      if (shared > most) {
        best = formula;
        most = shared;
      }
    }
    return Optional.ofNullable(best);
  }

  List<Line> lines() {
    return lines.list();
  }

  Visual visual() {
    return new Visual.Formula(formula.heading(), formula.latex(), formulaLine, symbols);
  }

  private static long shared(Formula formula, Example example) {
    String left = formula.latex().split("=")[0].replaceAll("\\s", "");
    return example.workings().stream()
        .map(Working::latex)
        .filter(Objects::nonNull)
        .filter(latex -> latex.replaceAll("\\s", "").startsWith(left))
        .count();
  }

  /** Where there are many symbols, to hear all the units would tire; they are shown. */
  private boolean withUnits() {
    return formula.symbols().size() < MANY_SYMBOLS;
  }

  private boolean isReaction() {
    return formula.latex().contains("\\rightarrow");
  }

  private void explain() {
    List<List<Symbol>> groups =
        groups(formula.symbols().stream().filter(SymbolSpeech::isSpeakable).toList());
    formula.symbols().stream()
        .filter(symbol -> !SymbolSpeech.isSpeakable(symbol))
        .forEach(symbol -> show(symbol, formulaLine));
    for (int i = 0; i < groups.size(); i++) {
      List<Symbol> group = groups.get(i);
      boolean last = i > 0 && i == groups.size() - 1;
      String opening = i == 0 ? opening() : last ? closing(i, group) : "";
      String sentence = SymbolSpeech.sentence(opening, group, withUnits());
      int line = lines.add(new Line(sentence, List.of(formula.passage())));
      group.forEach(symbol -> show(symbol, line));
    }
  }

  private void show(Symbol symbol, int line) {
    symbols.add(new Visual.Symbol(symbol.latex(), symbol.meaning(), line));
  }

  private String opening() {
    if (isReaction()) {
      return OPENINGS.get(0);
    }
    return OPENINGS.get(wording.number("symbols", OPENINGS.size()));
  }

  /** "And" would stand in the sentence twice where it names two symbols. */
  private static String closing(int before, List<Symbol> group) {
    return group.size() == 2 ? "" : before > 1 ? "Finally, " : "And ";
  }

  /** One or two symbols a sentence, as long as the sentence stays short. */
  private List<List<Symbol>> groups(List<Symbol> all) {
    List<List<Symbol>> groups = new ArrayList<>();
    int first = all.size() % 2;
    for (int i = 0; i < all.size(); ) {
      boolean pair = i >= first && i + 1 < all.size();
      List<Symbol> group = pair ? all.subList(i, i + 2) : all.subList(i, i + 1);
      if (pair && Prose.words(SymbolSpeech.sentence("", group, withUnits())) > LONGEST_PAIR) {
        groups.add(group.subList(0, 1));
        groups.add(group.subList(1, 2));
      } else {
        groups.add(group);
      }
      i += group.size();
    }
    return groups;
  }
}
