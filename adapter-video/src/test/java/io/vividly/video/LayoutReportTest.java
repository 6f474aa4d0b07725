package io.vividly.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Scene;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import io.vividly.core.model.Visual.Symbol;
import io.vividly.core.model.Visual.Working;
import io.vividly.core.port.VideoRenderer.Look;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutReportTest {

  private static final List<String> WORDS =
      List.of(
          "a",
          "force",
          "acceleration",
          "of",
          "electronegativity",
          "is",
          "photosynthesis",
          "the",
          "m/s²",
          "10⁻³",
          "ΔT",
          "two-thirds",
          "deoxyribonucleic",
          "at",
          "°C",
          "equals");

  private static final List<String> LATEX =
      List.of(
          "F = m a",
          "x = \\frac{-b \\pm \\sqrt{b^2 - 4 a c}}{2 a}",
          "6\\,\\text{CO}_2 + 6\\,\\text{H}_2\\text{O} \\rightarrow"
              + " \\text{C}_6\\text{H}_{12}\\text{O}_6 + 6\\,\\text{O}_2",
          "\\Delta E = \\frac{1}{2} m v_2^2 - \\frac{1}{2} m v_1^2 \\approx 1234.5\\ \\text{J}",
          "\\text{C}_6\\text{H}_{12}\\text{O}_6");

  @ParameterizedTest
  @EnumSource(Subject.class)
  void ordinaryScenesAreClean(Subject subject) {
    for (Scene scene : Samples.scenes()) {
      LayoutReport report = LayoutReport.of(new Look(subject, "Title"), scene);

      assertThat(report.problems()).as("%s", scene.visual()).isEmpty();
      assertThat(report.shortened()).as("%s", scene.visual()).isEmpty();
      assertThat(report.isClean()).isTrue();
    }
  }

  @Test
  void anythingThatAScriptMayHoldIsLaidOutWithoutAProblem() {
    Random random = new Random(7);
    for (int i = 0; i < 160; i++) {
      int length = List.of(1, 4, 9, 20, 60).get(i % 5);
      Visual visual = visual(i / 5 % 8, length, random);
      Subject subject = Subject.values()[i % Subject.values().length];
      Scene scene = Samples.scene(1, Scene.Part.SECTION, text(1 + i % 9, random), visual, 3);

      LayoutReport report = LayoutReport.of(new Look(subject, "Title"), scene);

      assertThat(report.problems()).as("%s", visual).isEmpty();
    }
  }

  @Test
  void findsWhatOverlapsLeavesTheFrameAndIsHardToRead() {
    TextStyle style = new TextStyle(Typeface.REGULAR, 40, 32);
    FittedText text = FittedText.fit("Some words", style, 600, 60);
    List<Box> boxes =
        List.of(
            new Box.Panel(new Rectangle(200, 200, 100, 100), Color.GRAY, null, 10),
            Box.text(200, 220, text, Color.WHITE),
            Box.text(300, 240, text, Color.WHITE),
            Box.text(200, 860, text, Color.GRAY));
    Slide slide =
        new Slide(
            Theme.PHYSICS, List.of(new Actor(boxes, Actor.Entrance.AT_ONCE, 0, Actor.ALWAYS)), 60);

    assertThat(LayoutReport.of(slide).problems())
        .anyMatch(problem -> problem.contains("overlaps \"Some words\""))
        .anyMatch(problem -> problem.contains("overlaps Panel"))
        .anyMatch(problem -> problem.contains("leaves the safe area"))
        .anyMatch(problem -> problem.contains("has a contrast of"));
  }

  @Test
  void saysWhichTextsWereShortened() {
    Visual visual = new Visual.KeyIdea("Term", new Cued("many words ".repeat(200), 0));

    LayoutReport report =
        LayoutReport.of(Samples.LOOK, Samples.scene(1, Scene.Part.SECTION, "Idea", visual, 1));

    assertThat(report.problems()).isEmpty();
    assertThat(report.shortened()).singleElement().asString().endsWith("…");
  }

  @Test
  void charactersWithoutAGlyphAreLeftOut() {
    assertThat(Glyphs.drawable("Physics · バスケ🏀")).isEqualTo("Physics");
    assertThat(Glyphs.drawable("سلام")).isEmpty();
    assertThat(Glyphs.drawable("a → b × c² · °C − Δ₂")).isEqualTo("a → b × c² · °C − Δ₂");
    Visual visual = new Visual.TitleCard("日本語", "한국어", new Cued("שלום", 0));
    assertThat(
            LayoutReport.of(Samples.LOOK, Samples.scene(1, Scene.Part.HOOK, "語", visual, 1))
                .isClean())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void theGroundIsNeverBrighterThanACard(Theme theme) {
    BufferedImage ground = Ground.of(theme);
    double brightest = 0;
    for (int y = 0; y < ground.getHeight(); y++) {
      for (int x = 0; x < ground.getWidth(); x++) {
        brightest = Math.max(brightest, LayoutReport.luminance(new Color(ground.getRGB(x, y))));
      }
    }
    assertThat(brightest).isLessThanOrEqualTo(LayoutReport.luminance(theme.surface()));
  }

  private static Visual visual(int kind, int length, Random random) {
    return switch (kind) {
      case 0 ->
          new Visual.TitleCard(text(length, random), text(length, random), cued(length, random));
      case 1 -> new Visual.KeyIdea(text(length, random), cued(length, random));
      case 2 ->
          new Visual.Steps(text(length, random), cueds(1 + random.nextInt(5), length, random));
      case 3 -> formula(1 + random.nextInt(6), length, random);
      case 4 -> example(1 + random.nextInt(6), length, random);
      case 5 -> new Visual.Misconception(cued(length, random), cued(length, random));
      case 6 -> new Visual.Takeaways(cueds(3, length, random));
      default ->
          new Visual.Sources(
              IntStream.range(0, 1 + random.nextInt(14))
                  .mapToObj(i -> text(length, random))
                  .toList());
    };
  }

  private static Visual formula(int count, int length, Random random) {
    List<Symbol> symbols = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String latex = i == 0 ? LATEX.get(4) : List.of("\\lambda", "v_{max}", "T").get(i % 3);
      symbols.add(new Symbol(latex, text(length, random) + ", in " + text(4, random), i));
    }
    return new Visual.Formula(
        text(length, random), LATEX.get(random.nextInt(LATEX.size())), 0, symbols);
  }

  private static Visual example(int count, int length, Random random) {
    List<Working> workings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean latex = random.nextInt(4) > 0;
      String content =
          latex ? LATEX.get(random.nextInt(LATEX.size())) : text(Math.min(9, length), random);
      workings.add(new Working(content, latex, i));
    }
    return new Visual.WorkedExample(text(2, random), cued(length, random), workings);
  }

  private static List<Cued> cueds(int count, int length, Random random) {
    return IntStream.range(0, count).mapToObj(i -> new Cued(text(length, random), i)).toList();
  }

  private static Cued cued(int length, Random random) {
    return new Cued(text(length, random), random.nextInt(3));
  }

  private static String text(int words, Random random) {
    return random
        .ints(words, 0, WORDS.size())
        .mapToObj(WORDS::get)
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }
}
