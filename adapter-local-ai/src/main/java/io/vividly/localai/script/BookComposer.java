package io.vividly.localai.script;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Line;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Visual;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Composes a script from passages of any form, as of a book of the user's own: three parts from
 * what fits the question best, each told in the book's sentences.
 */
final class BookComposer {

  private static final int PARTS = 3;
  private static final int SHORTEST_SENTENCE = 5;
  private static final int LEAST_WORDS_OF_PART = 36;
  private static final int MOST_WORDS_OF_PART = 80;

  private final Brief brief;
  private final Draft draft;
  private final Wording wording;
  private final int longestSentence;

  BookComposer(Brief brief) {
    this.brief = brief;
    this.draft = new Draft(brief);
    this.longestSentence = Depth.of(brief.request().grade()).longestSentence();
    String seed = brief.topic().id() + '/' + brief.request().grade().value();
    this.wording = new Wording(seed, TopicName.within(brief.topic(), new TopicNotes(List.of())));
  }

  /** A heading and sentences that stand one after the other in the book. */
  private record Part(String heading, List<Line> lines) {
    int words() {
      return Prose.words(lines);
    }
  }

  /**
   * @throws PermanentFailureException if the passages have too few sentences that can be spoken
   */
  Draft compose() {
    List<Part> parts = parts();
    Line question = wording.line(Junction.QUESTION_OF_TOPIC);
    draft.scene(
        Scene.Part.HOOK,
        draft.title(),
        List.of(question, wording.line(Junction.BOOK)),
        new Visual.TitleCard(draft.kicker(), draft.title(), new Visual.Cued(question.text(), 0)));
    List<Junction> openings = List.of(Junction.BOOK_FIRST, Junction.BOOK_NEXT, Junction.BOOK_LAST);
    for (int i = 0; i < PARTS; i++) {
      part(parts.get(i), wording.line(openings.get(i)));
    }
    takeaways(parts);
    draft.close(wording.line(Junction.CHECKS));
    return draft;
  }

  /** Asks for nothing that the sentences do not answer. */
  List<CheckQuestion> checks() {
    return parts().stream()
        .map(
            part ->
                new CheckQuestion(
                    "What does the text say about “" + part.heading() + "”?",
                    Prose.join(part.lines().subList(0, Math.min(2, part.lines().size())))))
        .toList();
  }

  private void part(Part part, Line opening) {
    SceneLines lines = new SceneLines(opening);
    int first = lines.addAll(part.lines());
    Visual.Cued statement = new Visual.Cued(part.lines().get(0).text(), first);
    draft.scene(
        Scene.Part.SECTION,
        part.heading(),
        lines.list(),
        new Visual.KeyIdea(part.heading(), statement));
  }

  private void takeaways(List<Part> parts) {
    SceneLines lines = new SceneLines(wording.line(Junction.TAKEAWAYS));
    List<Visual.Cued> items =
        parts.stream().map(part -> part.lines().get(0)).map(lines::cued).toList();
    draft.scene(
        Scene.Part.TAKEAWAYS,
        wording.heading("takeaways", Headings.TAKEAWAYS),
        lines.list(),
        new Visual.Takeaways(items));
  }

  /** The best parts, in the order in which they stand in the book. */
  private List<Part> parts() {
    List<Part> found = new ArrayList<>();
    for (Passage passage : passages()) {
      runs(passage).forEach(found::add);
    }
    List<Part> best = best(found);
    if (best.size() < PARTS) {
      throw new PermanentFailureException(
          "the passages on \""
              + draft.title()
              + "\" have too few whole sentences for a script: it needs three parts of "
              + LEAST_WORDS_OF_PART
              + " words, there are "
              + best.size());
    }
    return numbered(best);
  }

  private List<Passage> passages() {
    List<Passage> own =
        brief.passages().stream()
            .filter(passage -> passage.topicId().equals(brief.topic().id()))
            .toList();
    return own.isEmpty() ? brief.passages() : own;
  }

  /** One part per heading where there are enough headings, in the order of the passages. */
  private static List<Part> best(List<Part> found) {
    Map<String, Part> byHeading = new LinkedHashMap<>();
    found.forEach(part -> byHeading.putIfAbsent(part.heading(), part));
    List<Part> best = new ArrayList<>(byHeading.values());
    found.stream().filter(part -> !best.contains(part)).forEach(best::add);
    return best.subList(0, Math.min(PARTS, best.size()));
  }

  /** Sections of a script must not have the same heading. */
  private static List<Part> numbered(List<Part> parts) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    return parts.stream()
        .map(
            part -> {
              int count = seen.merge(part.heading(), 1, Integer::sum);
              String heading = count == 1 ? part.heading() : part.heading() + " (" + count + ")";
              return new Part(heading, part.lines());
            })
        .toList();
  }

  /** Runs of sentences that can all be spoken. */
  private List<Part> runs(Passage passage) {
    List<Part> parts = new ArrayList<>();
    List<Line> run = new ArrayList<>();
    for (Block block : Block.of(passage)) {
      for (Line line : sentences(block)) {
        if (!canBeSpoken(line.text()) || Prose.words(run) + words(line) > MOST_WORDS_OF_PART) {
          add(parts, passage, run);
          run = new ArrayList<>();
        }
        if (canBeSpoken(line.text())) {
          run.add(line);
        }
      }
    }
    add(parts, passage, run);
    return parts;
  }

  private static void add(List<Part> parts, Passage passage, List<Line> run) {
    Part part = new Part(Prose.plain(passage.section()), run);
    if (part.words() >= LEAST_WORDS_OF_PART) {
      parts.add(part);
    }
  }

  private static List<Line> sentences(Block block) {
    return block instanceof Block.Paragraph paragraph
        ? Prose.lines(String.join(" ", paragraph.lines()), paragraph.passage())
        : List.of();
  }

  private boolean canBeSpoken(String sentence) {
    int words = Prose.words(sentence);
    return words >= SHORTEST_SENTENCE
        && words <= longestSentence
        && sentence.matches("[\\p{Lu}\\p{N}\"“].*[.!?][\"”’)]*")
        && !sentence.matches(".*(?:[$\\\\{}|<>=_*^#~]|https?:|www\\.).*");
  }

  private static int words(Line line) {
    return Prose.words(line.text());
  }
}
