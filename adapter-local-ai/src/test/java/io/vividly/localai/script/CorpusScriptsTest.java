package io.vividly.localai.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.check.Finding;
import io.vividly.core.check.ScriptCheck;
import io.vividly.core.model.Line;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Visual;
import io.vividly.core.port.ScriptWriter.Brief;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.localai.script.Briefs.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every topic of the starter corpus, with every interest and without, for three grades. */
class CorpusScriptsTest {

  private static final BgeEmbedder EMBEDDER = new BgeEmbedder();
  private static final List<Integer> GRADES = List.of(6, 9, 12);
  private static final String UNKNOWN = "quantum knitting";

  private static final List<Written> scripts = new ArrayList<>();

  private record Written(Source source, @Nullable String interest, int grade, Script script) {
    Stream<Line> lines() {
      return script.scenes().stream().flatMap(scene -> scene.lines().stream());
    }

    int words() {
      return script.scenes().stream().mapToInt(scene -> Prose.words(scene.lines())).sum();
    }

    Brief brief() {
      return source.brief(interest, grade);
    }

    @Override
    public String toString() {
      return source + ", " + interest + ", grade " + grade;
    }
  }

  @BeforeAll
  static void write() {
    PassageScriptWriter writer = new PassageScriptWriter(EMBEDDER);
    for (Source source : Briefs.corpus()) {
      List<@Nullable String> interests = new ArrayList<>(source.interests());
      interests.add(null);
      interests.add(UNKNOWN);
      for (String interest : interests) {
        for (int grade : GRADES) {
          Script script = writer.write(source.brief(interest, grade), scene -> {});
          scripts.add(new Written(source, interest, grade, script));
        }
      }
    }
  }

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @Test
  void lastBetweenOneAndThreeMinutes() {
    for (int grade : GRADES) {
      IntSummaryStatistics words =
          scripts.stream()
              .filter(written -> written.grade() == grade)
              .mapToInt(Written::words)
              .summaryStatistics();
      System.out.printf(
          "words of %d scripts for grade %d: %d to %d, on average %.0f%n",
          words.getCount(), grade, words.getMin(), words.getMax(), words.getAverage());
      assertThat(words.getAverage()).as("grade %d", grade).isBetween(300.0, 390.0);
    }

    assertThat(scripts).allSatisfy(written -> assertThat(written.words()).isBetween(150, 430));
  }

  @Test
  void haveShortScenesOfTheExpectedParts() {
    SoftAssertions softly = new SoftAssertions();
    for (Written written : scripts) {
      softly.assertThat(written.script().scenes()).as("%s", written).hasSizeBetween(7, 9);
      softly.assertThat(written.script().sectionHeadings()).as("%s", written).hasSize(4);
      for (Scene scene : written.script().scenes()) {
        softly
            .assertThat(Prose.words(scene.lines()))
            .as("%s, scene %s", written, scene.heading())
            .isBetween(7, 98);
      }
    }
    softly.assertAll();
  }

  @Test
  void sayOnlyWhatTheirPassagesSay() {
    SoftAssertions softly = new SoftAssertions();
    for (Written written : scripts) {
      for (Scene scene : written.script().scenes()) {
        boolean formula = scene.visual() instanceof Visual.Formula;
        for (Line line : scene.lines()) {
          for (PassageId id : line.restsOn()) {
            String passage = written.source().passage(id).text();
            softly
                .assertThat(formula ? allWordsStand(line.text(), passage) : stands(line, passage))
                .as("%s: %s", written, line.text())
                .isTrue();
          }
          if (line.restsOn().isEmpty()) {
            softly
                .assertThat(joins(line.text(), written))
                .as("%s: %s", written, line.text())
                .isTrue();
          }
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void standUpToTheCheck() {
    Map<String, ScriptCheck> checks = new HashMap<>();
    SoftAssertions softly = new SoftAssertions();
    for (Written written : scripts) {
      // Every topic, interest and grade, but not each with each.
      if (written.interest() != null && written.grade() != 9) {
        continue;
      }
      ScriptCheck check =
          checks.computeIfAbsent(
              written.source() + " " + written.grade(), key -> new ScriptCheck(written.brief()));
      softly
          .assertThat(check.check(written.script()))
          .as("%s", written)
          .extracting(finding -> finding + ": " + finding.advice())
          .isEmpty();
    }
    softly.assertAll();
  }

  @Test
  void doNotStandUpToTheCheckWithAnotherNumberOrWithoutACitation() {
    SoftAssertions softly = new SoftAssertions();
    int numbers = 0;
    for (Source source : Briefs.corpus()) {
      Written written =
          scripts.stream()
              .filter(script -> script.source().topic().equals(source.topic()))
              .filter(script -> script.grade() == 9)
              .findFirst()
              .orElseThrow();
      ScriptCheck check = new ScriptCheck(written.brief());
      for (Scene scene : written.script().scenes()) {
        for (Line line : scene.lines()) {
          if (!line.text().matches(".*\\b\\d+\\b.*")) {
            continue;
          }
          numbers++;
          Line changed = new Line(line.text().replaceFirst("\\b\\d+\\b", "4711"), line.restsOn());
          softly
              .assertThat(check.check(alone(scene, changed)))
              .as("%s: %s", written, changed.text())
              .extracting(Finding::kind)
              .contains(Finding.Kind.UNSUPPORTED_NUMBER);
          softly
              .assertThat(check.check(alone(scene, new Line(line.text(), List.of()))))
              .as("%s: %s", written, line.text())
              .extracting(Finding::kind)
              .contains(Finding.Kind.UNCITED_CLAIM);
        }
      }
    }
    softly.assertAll();
    assertThat(numbers).isGreaterThan(150);
  }

  private static Scene alone(Scene scene, Line line) {
    return new Scene(
        scene.number(),
        scene.part(),
        scene.heading(),
        List.of(line),
        new Visual.Sources(List.of("none")));
  }

  @Test
  void speakPlainText() {
    assertThat(scripts)
        .allSatisfy(
            written ->
                assertThat(written.lines())
                    .allSatisfy(
                        line ->
                            assertThat(line.text())
                                .doesNotContainPattern("[$\\\\{}_^*#`()\\[\\]|=<>+/\\n]")
                                .matches(".*[.?!]")));
  }

  @Test
  void fitTheGrade() {
    SoftAssertions softly = new SoftAssertions();
    for (Written written : scripts) {
      int longest = written.grade() <= 8 ? 22 : 26;
      IntStream lengths = written.lines().mapToInt(line -> Prose.words(line.text()));
      IntSummaryStatistics words = lengths.summaryStatistics();
      softly.assertThat(words.getMax()).as("%s", written).isLessThanOrEqualTo(longest);
      softly.assertThat(words.getAverage()).as("%s", written).isLessThanOrEqualTo(16);
      softly
          .assertThat(rests(written, "#in-simple-words"))
          .as("%s", written)
          .isEqualTo(written.grade() <= 8);
      softly
          .assertThat(rests(written, "#going-deeper"))
          .as("%s", written)
          .isEqualTo(written.grade() >= 11);
    }
    softly.assertAll();
  }

  @Test
  void takeTheExampleFromTheInterestThatIsKnown() {
    assertThat(scripts)
        .allSatisfy(
            written -> {
              boolean known = written.source().interests().contains(written.interest());
              assertThat(rests(written, "#interest")).isEqualTo(known);
              assertThat(rests(written, "#worked-example")).isEqualTo(!known);
            });
  }

  @Test
  void neverNameAnInterestThatIsNotKnown() {
    assertThat(scripts)
        .filteredOn(written -> UNKNOWN.equals(written.interest()))
        .allSatisfy(
            written ->
                assertThat(written.script().toString()).doesNotContainIgnoringCase("knitting"));
  }

  @Test
  void cueWhatIsShownToLinesOfTheScene() {
    assertThat(scripts)
        .allSatisfy(
            written ->
                assertThat(written.script().scenes())
                    .allSatisfy(
                        scene ->
                            assertThat(cues(scene.visual()))
                                .isSorted()
                                .allMatch(line -> line >= 0 && line < scene.lines().size())));
  }

  @Test
  void showTheProblemFromTheStart() {
    assertThat(scripts)
        .allSatisfy(
            written ->
                assertThat(written.script().scenes())
                    .extracting(Scene::visual)
                    .hasAtLeastOneElementOfType(Visual.WorkedExample.class)
                    .filteredOn(Visual.WorkedExample.class::isInstance)
                    .allSatisfy(
                        visual ->
                            assertThat(((Visual.WorkedExample) visual).problem().line()).isZero()));
  }

  @Test
  void doNotBeginTwoScenesAlike() {
    SoftAssertions softly = new SoftAssertions();
    for (Written written : scripts) {
      String last = "";
      for (Scene scene : written.script().scenes()) {
        String opening = opening(scene.spokenText());
        softly.assertThat(opening).as("%s", written).isNotEqualTo(last);
        last = opening;
      }
      List<String> own =
          written.lines().filter(line -> line.restsOn().isEmpty()).map(Line::text).toList();
      softly.assertThat(own).as("%s", written).doesNotHaveDuplicates();
    }
    softly.assertAll();
  }

  @Test
  void shareOnlyTheirJoiningSentences() {
    Map<String, String> topics = new HashMap<>();
    SoftAssertions softly = new SoftAssertions();
    for (Written written : scripts) {
      written
          .lines()
          .filter(line -> !line.restsOn().isEmpty() && Prose.words(line.text()) > 9)
          .forEach(
              line -> {
                String topic = written.source().topic().id();
                String other = topics.putIfAbsent(line.text(), topic);
                softly.assertThat(other == null ? topic : other).as(line.text()).isEqualTo(topic);
              });
    }
    softly.assertAll();
  }

  @Test
  void varyTheirJoiningSentences() {
    Map<String, Integer> plans = new TreeMap<>();
    for (Written written : scripts) {
      String plan =
          String.join(
              " ",
              written
                  .lines()
                  .filter(line -> line.restsOn().isEmpty())
                  .map(Line::text)
                  .skip(1)
                  .toList());
      plans.merge(plan, 1, Integer::sum);
    }

    assertThat(plans.size()).isGreaterThan(scripts.size() * 6 / 10);
  }

  @Test
  void areTheSameForTheSameBrief() {
    PassageScriptWriter writer = new PassageScriptWriter(EMBEDDER);

    assertThat(scripts.subList(0, 12))
        .allSatisfy(
            written ->
                assertThat(
                        writer.write(
                            written.source().brief(written.interest(), written.grade()),
                            scene -> {}))
                    .isEqualTo(written.script()));
  }

  private static boolean stands(Line line, String passage) {
    return Prose.plain(passage).contains(line.text());
  }

  /** The sentences about symbols are put together from names, meanings and little words. */
  private static boolean allWordsStand(String sentence, String passage) {
    List<String> known = words(passage);
    return words(sentence).stream()
        .filter(word -> !SYMBOL_WORDS.contains(word))
        .allMatch(known::contains);
  }

  private static final List<String> SYMBOL_WORDS =
      List.of(
          "here",
          "in",
          "this",
          "formula",
          "and",
          "finally",
          "is",
          "the",
          "stands",
          "for",
          "both",
          "sub",
          "prime",
          "brackets",
          "zero",
          "one",
          "two",
          "of",
          "plus",
          "minus");

  private static List<String> words(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replace("\\text", "");
    List<String> words = new ArrayList<>();
    // Both ways to read "CO_2" and "v_2".
    words.addAll(List.of(plain.replaceAll("[_{}^$]", "").split("[^\\p{L}\\p{N}]+")));
    words.addAll(List.of(plain.replaceAll("[_{}^$]", " ").split("[^\\p{L}\\p{N}]+")));
    return words;
  }

  private static boolean joins(String text, Written written) {
    String name =
        TopicName.within(written.source().topic(), new TopicNotes(written.source().passages()));
    return Arrays.stream(Junction.values())
        .flatMap(junction -> junction.choices().stream())
        .anyMatch(choice -> choice.replace("{topic}", name).equals(text));
  }

  private static boolean rests(Written written, String section) {
    return written
        .lines()
        .flatMap(line -> line.restsOn().stream())
        .anyMatch(id -> id.value().contains(section));
  }

  private static String opening(String text) {
    return String.join(" ", Arrays.asList(text.split(" ")).subList(0, 3)).toLowerCase(Locale.ROOT);
  }

  private static List<Integer> cues(Visual visual) {
    if (visual instanceof Visual.TitleCard card) {
      return List.of(card.question().line());
    } else if (visual instanceof Visual.KeyIdea idea) {
      return List.of(idea.statement().line());
    } else if (visual instanceof Visual.Steps steps) {
      return steps.steps().stream().map(Visual.Cued::line).toList();
    } else if (visual instanceof Visual.Formula formula) {
      List<Integer> lines = new ArrayList<>(List.of(formula.line()));
      formula.symbols().forEach(symbol -> lines.add(symbol.line()));
      return lines;
    } else if (visual instanceof Visual.WorkedExample example) {
      List<Integer> lines = new ArrayList<>(List.of(example.problem().line()));
      example.workings().forEach(working -> lines.add(working.line()));
      return lines;
    } else if (visual instanceof Visual.Misconception misconception) {
      return List.of(misconception.wrong().line(), misconception.right().line());
    } else if (visual instanceof Visual.Takeaways takeaways) {
      return takeaways.items().stream().map(Visual.Cued::line).toList();
    }
    return List.of();
  }
}
