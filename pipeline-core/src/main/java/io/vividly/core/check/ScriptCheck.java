package io.vividly.core.check;

import io.vividly.core.check.Finding.Kind;
import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Line;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Visual;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Checks a script against the passages of its brief: each sentence that states a fact must cite,
 * and what it says must stand in the passages it cites: every number with its unit, every step of a
 * formula, every proper name, and most of its other words. Also against what a script has to be:
 * its parts, its length, its level for the grade.
 *
 * <p>The comparison goes by words. It finds what was added to the passages or changed; it does not
 * understand them, so a sentence that turns the sense around in the passage's own words can escape
 * it. Safe for use by many threads.
 */
public final class ScriptCheck {

  private final List<PassageId> all;
  private final SentenceCheck sentences;
  private final FormCheck form;

  /**
   * @param brief what the script is to be written from
   */
  public ScriptCheck(Brief brief) {
    this.sentences = new SentenceCheck(brief.topic(), brief.passages());
    this.form = new FormCheck(brief.request().grade());
    this.all = List.copyOf(sentences.known());
  }

  /**
   * @return what is wrong, in the order of the script; empty if nothing is
   */
  public List<Finding> check(Script script) {
    List<Finding> findings = new ArrayList<>();
    // A title has capitals that are no names.
    String title = script.title().toLowerCase(Locale.ROOT);
    add(findings, 0, Finding.WHOLE_SCENE, sentences.check(title, all));
    findings.addAll(check(script.scenes(), script.checks()));
    return List.copyOf(findings);
  }

  /** The same before there is a {@link Script}, which could not have some of the faults. */
  public List<Finding> check(List<Scene> scenes, List<CheckQuestion> checks) {
    List<Finding> findings = new ArrayList<>(form.check(scenes, checks));
    scenes.forEach(scene -> findings.addAll(check(scene)));
    for (CheckQuestion check : checks) {
      // They cite nothing: what they say must stand somewhere in the passages.
      add(findings, 0, Finding.WHOLE_SCENE, sentences.check(check.question(), all));
      add(findings, 0, Finding.WHOLE_SCENE, sentences.check(check.answer(), all));
    }
    return List.copyOf(findings);
  }

  /** What can be said of a scene by itself, while the rest is not yet written. */
  public List<Finding> check(Scene scene) {
    List<Finding> findings = new ArrayList<>(form.check(scene));
    for (int i = 0; i < scene.lines().size(); i++) {
      checkLine(scene, i, findings);
    }
    add(
        findings,
        scene.number(),
        Finding.WHOLE_SCENE,
        new VisualCheck(sentences, all).check(scene));
    return List.copyOf(findings);
  }

  private void checkLine(Scene scene, int index, List<Finding> findings) {
    Line line = scene.lines().get(index);
    for (PassageId cited : line.restsOn()) {
      if (!all.contains(cited)) {
        String advice = "there is no passage " + cited + ": cite one that was given";
        findings.add(new Finding(Kind.UNKNOWN_PASSAGE, scene.number(), index, advice));
      }
    }
    add(findings, scene.number(), index, sentences.check(line.text(), line.restsOn()));
    boolean refuted = scene.visual() instanceof Visual.Misconception;
    if (!refuted && sentences.isWrong(line.text(), line.restsOn())) {
      String advice = "the passage calls this wrong: say it only to refute it";
      findings.add(new Finding(Kind.MISCONCEPTION, scene.number(), index, advice));
    }
  }

  private static void add(
      List<Finding> findings, int scene, int line, List<SentenceCheck.Problem> problems) {
    problems.forEach(
        problem -> findings.add(new Finding(problem.kind(), scene, line, problem.advice())));
  }
}
