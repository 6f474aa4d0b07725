package io.vividly.core.check;

import io.vividly.core.check.Finding.Kind;
import io.vividly.core.check.SentenceCheck.Problem;
import io.vividly.core.model.Line;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what a scene shows with what the lines of the scene cite. */
final class VisualCheck {

  private final SentenceCheck sentences;
  private final List<PassageId> all;

  VisualCheck(SentenceCheck sentences, List<PassageId> all) {
    this.sentences = sentences;
    this.all = all;
  }

  List<Problem> check(Scene scene) {
    List<PassageId> cited =
        scene.lines().stream().flatMap(line -> line.restsOn().stream()).distinct().toList();
    List<Problem> problems = new ArrayList<>();
    Visual visual = scene.visual();
    if (visual instanceof Visual.TitleCard card) {
      problems.addAll(sentences.check(card.question().text(), all));
    } else if (visual instanceof Visual.Formula formula) {
      formula(formula, cited, problems);
    } else if (visual instanceof Visual.WorkedExample example) {
      texts(scene, List.of(example.problem()), cited, problems);
      example.workings().forEach(working -> working(scene, working, cited, problems));
    } else {
      texts(scene, cues(visual), cited, problems);
    }
    return problems;
  }

  /** All that appears with a line, except in formulae and workings. */
  static List<Cued> cues(Visual visual) {
    if (visual instanceof Visual.TitleCard card) {
      return List.of(card.question());
    } else if (visual instanceof Visual.KeyIdea idea) {
      return List.of(idea.statement());
    } else if (visual instanceof Visual.Steps steps) {
      return steps.steps();
    } else if (visual instanceof Visual.WorkedExample example) {
      return List.of(example.problem());
    } else if (visual instanceof Visual.Misconception misconception) {
      return List.of(misconception.wrong(), misconception.right());
    } else if (visual instanceof Visual.Takeaways takeaways) {
      return takeaways.items();
    }
    return List.of();
  }

  private void texts(Scene scene, List<Cued> texts, List<PassageId> cited, List<Problem> problems) {
    Set<String> spoken = scene.lines().stream().map(Line::text).collect(Collectors.toSet());
    for (Cued text : texts) {
      // What is spoken, too, was checked with its line.
      if (!spoken.contains(text.text())) {
        problems.addAll(sentences.check(text.text(), cited));
      }
    }
  }

  private void working(
      Scene scene, Visual.Working working, List<PassageId> cited, List<Problem> problems) {
    if (working.isLatex()) {
      problems.addAll(sentences.checkFormula(working.content(), cited));
    } else {
      texts(scene, List.of(new Cued(working.content(), working.line())), cited, problems);
    }
  }

  private void formula(Visual.Formula formula, List<PassageId> cited, List<Problem> problems) {
    if (!sentences.hasFormula(formula.latex(), cited)) {
      problems.add(
          new Problem(
              Kind.UNSUPPORTED_FORMULA,
              "the formula shown does not stand in the passages that the scene cites; show"
                  + " theirs"));
    }
    for (Visual.Symbol symbol : formula.symbols()) {
      if (!sentences.means(symbol.latex(), symbol.meaning(), cited)) {
        problems.add(
            new Problem(
                Kind.UNSUPPORTED_FORMULA,
                "the cited passages do not give the symbol "
                    + symbol.latex()
                    + " this meaning; give theirs"));
      }
      problems.addAll(sentences.checkUnits(symbol.meaning(), cited));
    }
  }
}
