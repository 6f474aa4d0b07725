package io.vividly.localai.script;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Line;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Visual;
import io.vividly.core.port.ScriptWriter.Brief;
import io.vividly.localai.script.TopicNotes.Definition;
import io.vividly.localai.script.TopicNotes.Example;
import io.vividly.localai.script.TopicNotes.Labelled;
import io.vividly.localai.script.TopicNotes.Misconception;
import io.vividly.localai.script.TopicNotes.Working;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Composes the script of a topic that is written as {@code docs/corpus.md} describes. */
final class TopicComposer {

  private static final int SHORTEST_QUESTION = 5;

  /** Words that point to something said before. */
  private static final Pattern REFERS_BACK =
      Pattern.compile("^(?:It|Its|They|Their|Them)\\b|\\b(?:[Tt]hose|[Tt]hese|[Tt]his|[Ss]uch)\\b");

  private final Draft draft;
  private final TopicNotes notes;
  private final Definition definition;
  private final @Nullable String interest;
  private final Depth depth;
  private final Wording wording;
  private final Optional<Example> fromInterest;
  private final Optional<Example> example;

  private TopicComposer(
      Brief brief,
      TopicNotes notes,
      Definition definition,
      @Nullable String interest,
      Depth depth) {
    this.draft = new Draft(brief);
    this.notes = notes;
    this.definition = definition;
    this.interest = interest;
    this.depth = depth;
    String seed = brief.topic().id() + '/' + interest + '/' + brief.request().grade().value();
    this.wording = new Wording(seed, TopicName.within(brief.topic(), notes));
    this.fromInterest = interest == null ? Optional.empty() : notes.interest(interest);
    this.example = fromInterest.or(notes::workedExample);
  }

  /** Whether the notes have what such a script needs. */
  static boolean suits(TopicNotes notes) {
    boolean explained = !notes.steps().isEmpty() || !notes.formulae().isEmpty();
    return notes.definition().isPresent()
        && explained
        && notes.workedExample().isPresent()
        && notes.takeaways().size() >= 3
        && notes.checks().size() >= 3;
  }

  /**
   * @param interest one of the notes' interests
   */
  static Draft compose(Brief brief, TopicNotes notes, @Nullable String interest) {
    Definition definition = notes.definition().orElseThrow();
    Depth depth = Depth.of(brief.request().grade());
    while (true) {
      Draft draft = new TopicComposer(brief, notes, definition, interest, depth).compose();
      if (draft.words() <= depth.mostWords() || !depth.canBeShorter()) {
        return draft;
      }
      depth = depth.shorter();
    }
  }

  static List<CheckQuestion> checks(TopicNotes notes) {
    return notes.checks().subList(0, 3);
  }

  private Draft compose() {
    hook();
    idea();
    how();
    example();
    notes.misconception().ifPresent(this::misconception);
    takeaways();
    draft.close(wording.line(Junction.CHECKS));
    return draft;
  }

  private void hook() {
    List<Line> hook =
        fromInterest.map(Example::hook).filter(h -> !h.isEmpty()).orElse(notes.hook());
    SceneLines lines = new SceneLines();
    lines.addAll(hook.isEmpty() ? List.of(wording.line(Junction.QUESTION_OF_TOPIC)) : hook);
    Visual.Cued cued = question(lines.list());
    lines.add(wording.line(Junction.AFTER_HOOK));
    draft.scene(
        Scene.Part.HOOK,
        draft.title(),
        lines.list(),
        new Visual.TitleCard(draft.kicker(), draft.title(), cued));
  }

  /** The last question; with the sentence before it, if it says too little by itself. */
  private static Visual.Cued question(List<Line> hook) {
    int question = hook.size() - 1;
    for (int i = 0; i < hook.size(); i++) {
      question = hook.get(i).text().endsWith("?") ? i : question;
    }
    String text = hook.get(question).text();
    boolean alone = question == 0 || Prose.words(text) >= SHORTEST_QUESTION;
    return alone
        ? new Visual.Cued(text, question)
        : new Visual.Cued(hook.get(question - 1).text() + " " + text, question - 1);
  }

  private void idea() {
    SceneLines lines = new SceneLines(wording.line(Junction.IDEA));
    Visual.Cued statement = lines.cued(definition.inShort());
    boolean simple = depth.simple() && !notes.inSimpleWords().isEmpty();
    if (simple) {
      lines.add(wording.line(Junction.IN_SIMPLE_WORDS));
    }
    fill(lines, simple ? notes.inSimpleWords() : definition.more(), depth.idea());
    section(
        wording.heading("idea", Headings.IDEA),
        lines,
        new Visual.KeyIdea(definition.term(), statement));
  }

  private void how() {
    String heading = wording.heading("how", Headings.HOW);
    if (!notes.steps().isEmpty()) {
      steps(heading);
    }
    FormulaScene.choose(notes.formulae(), example)
        .map(formula -> new FormulaScene(formula, wording))
        .ifPresent(
            scene -> draft.scene(Scene.Part.SECTION, heading, scene.lines(), scene.visual()));
    if (depth.deeper() > 0 && !notes.deeper().isEmpty()) {
      SceneLines lines = new SceneLines(wording.line(Junction.DEEPER));
      int first = fill(lines, notes.deeper(), depth.deeper());
      if (first < lines.list().size()) {
        Visual.Cued statement = new Visual.Cued(lines.list().get(first).text(), first);
        section(heading, lines, new Visual.KeyIdea("Going deeper", statement));
      }
    }
  }

  private void steps(String heading) {
    Line opening = wording.line(Junction.STEPS);
    List<Labelled> steps = notes.steps();
    int[] take = new int[steps.size()];
    int words = Prose.words(opening.text());
    for (int i = 0; i < take.length; i++) {
      words += takeOne(steps.get(i).lines(), take, i, 0, SceneLines.MAX_WORDS - words);
    }
    // First what a next step refers to, and the last step, to which the others lead.
    for (int i = 0; i < take.length; i++) {
      if (i == take.length - 1 || refersBack(steps.get(i + 1))) {
        words += takeOne(steps.get(i).lines(), take, i, 1, SceneLines.MAX_WORDS - words);
      }
    }
    for (int i = 0; depth.perStep() > 1 && i < take.length; i++) {
      words += takeOne(steps.get(i).lines(), take, i, 1, SceneLines.MAX_WORDS - words);
    }
    SceneLines lines = new SceneLines(opening);
    List<Visual.Cued> labels = new ArrayList<>();
    for (int i = 0; i < take.length; i++) {
      int first = lines.addAll(steps.get(i).lines().subList(0, take[i]));
      labels.add(new Visual.Cued(steps.get(i).label(), first));
    }
    section(heading, lines, new Visual.Steps(heading, labels));
  }

  /** Takes the next sentence of a step, the first in any case; returns its length in words. */
  private int takeOne(List<Line> step, int[] take, int index, int round, int room) {
    if (round >= step.size() || take[index] > round) {
      return 0;
    }
    int words = Prose.words(step.get(round).text());
    if (round > 0 && (words > room || words > depth.longestSentence())) {
      return 0;
    }
    take[index]++;
    return words;
  }

  private void example() {
    Example worked = example.orElseThrow();
    String heading =
        interest == null
            ? wording.heading("example", Headings.EXAMPLE)
            : wording.heading("example", Headings.of(interest));
    SceneLines lines = new SceneLines();
    Line opening = wording.line(exampleOpening(worked));
    if (Prose.words(opening.text()) + shortestWords(worked) <= SceneLines.MAX_WORDS) {
      lines.add(opening);
    }
    lines.addAll(worked.problem());
    int room = SceneLines.MAX_WORDS - lines.words();
    boolean full = words(worked.workings()) <= room + 6;
    if (words(worked.workings()) <= room) {
      lines.add(wording.line(Junction.SOLUTION));
    }
    List<Visual.Working> workings = new ArrayList<>();
    for (Working working : worked.workings()) {
      boolean last = working == worked.workings().get(worked.workings().size() - 1);
      List<Line> said = full || last ? working.lines() : working.lines().subList(0, 1);
      int first = lines.addAll(said);
      String latex = working.latex();
      String shown = latex == null ? working.lines().get(0).text() : latex;
      workings.add(new Visual.Working(shown, latex != null, first));
    }
    String setting = interest == null ? heading : capital(interest);
    // From the start of the scene, so that the slide is never empty.
    Visual.Cued cued = new Visual.Cued(Prose.join(worked.problem()), 0);
    section(heading, lines, new Visual.WorkedExample(setting, cued, workings));
    if (interest == null && depth.everyday() > 0 && !notes.everyday().isEmpty()) {
      everyday(heading);
    }
  }

  /** With one sentence for each step but the last, which is told in full. */
  private static int shortestWords(Example worked) {
    List<Working> steps = worked.workings();
    int words = Prose.words(worked.problem()) + Prose.words(steps.get(steps.size() - 1).lines());
    for (Working step : steps.subList(0, steps.size() - 1)) {
      words += Prose.words(step.lines().get(0).text());
    }
    return words;
  }

  private Junction exampleOpening(Example worked) {
    if (fromInterest.isEmpty()) {
      return Junction.WORKED_EXAMPLE;
    }
    boolean numbers = worked.problem().stream().anyMatch(line -> line.text().matches(".*\\d.*"));
    return numbers ? Junction.INTEREST_WITH_NUMBERS : Junction.INTEREST_WITHOUT_NUMBERS;
  }

  private void everyday(String heading) {
    List<Labelled> all = notes.everyday();
    Labelled chosen = all.get(wording.number("everyday", all.size()));
    SceneLines lines = new SceneLines(wording.line(Junction.EVERYDAY));
    int first = fill(lines, chosen.lines(), depth.everyday());
    if (first < lines.list().size()) {
      Visual.Cued statement = new Visual.Cued(lines.list().get(first).text(), first);
      section(heading, lines, new Visual.KeyIdea(chosen.label(), statement));
    }
  }

  private void misconception(Misconception misconception) {
    SceneLines lines = new SceneLines(wording.line(Junction.WRONG));
    Visual.Cued wrong = lines.cued(misconception.wrong());
    lines.add(wording.line(Junction.VERDICT));
    Visual.Cued right = lines.cued(misconception.right());
    fill(lines, misconception.why(), depth.why());
    section(
        wording.heading("misconception", Headings.MISCONCEPTION),
        lines,
        new Visual.Misconception(wrong, right));
  }

  private void takeaways() {
    SceneLines lines = new SceneLines(wording.line(Junction.TAKEAWAYS));
    List<Visual.Cued> items = notes.takeaways().subList(0, 3).stream().map(lines::cued).toList();
    draft.scene(
        Scene.Part.TAKEAWAYS,
        wording.heading("takeaways", Headings.TAKEAWAYS),
        lines.list(),
        new Visual.Takeaways(items));
  }

  private void section(String heading, SceneLines lines, Visual visual) {
    draft.scene(Scene.Part.SECTION, heading, lines.list(), visual);
  }

  /**
   * Adds the first of the sentences, up to one that is too long: what follows it may need it.
   *
   * @return the index of the first line that was added
   */
  private int fill(SceneLines lines, List<Line> more, int atMost) {
    int first = lines.list().size();
    for (Line line : more.subList(0, Math.min(atMost, more.size()))) {
      int words = Prose.words(line.text());
      if (words > depth.longestSentence() || lines.words() + words > SceneLines.MAX_WORDS) {
        break;
      }
      lines.add(line);
    }
    return first;
  }

  private static boolean refersBack(Labelled step) {
    return REFERS_BACK.matcher(step.lines().get(0).text()).find();
  }

  private static int words(List<Working> workings) {
    return workings.stream().mapToInt(working -> Prose.words(working.lines())).sum();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
