package io.vividly.core.check;

import static io.vividly.core.check.Drafts.line;
import static io.vividly.core.check.Drafts.saying;
import static io.vividly.core.check.Drafts.showing;
import static io.vividly.core.check.Drafts.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.check.Finding.Kind;
import io.vividly.core.model.Line;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptCheckTest {

  private static final String DEFINITION = "second-law#definition";

  private static List<Finding> check(List<Scene> scenes) {
    return new ScriptCheck(Drafts.brief(9)).check(scenes, Drafts.checks());
  }

  private static List<Kind> kinds(List<Scene> scenes) {
    return check(scenes).stream().map(Finding::kind).distinct().toList();
  }

  @Test
  void findsNothingWrongWithASoundScript() {
    assertThat(check(Drafts.scenes())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // another number, also where it stands elsewhere in the passage
        "4|0|A cart of 16 kilograms feels a net force of 45 newtons.|UNSUPPORTED_NUMBER",
        "4|0|A cart of sixteen kilograms feels a net force of 45 newtons.|UNSUPPORTED_NUMBER",
        "4|0|A cart of 45 kilograms feels a net force of 15 newtons.|UNSUPPORTED_UNIT",
        "4|3|The acceleration of the cart is 3.5 meters per second squared.|UNSUPPORTED_NUMBER",
        // another unit
        "4|0|A cart of 15 grams feels a net force of 45 newtons.|UNSUPPORTED_UNIT",
        "4|0|A cart of 15 kilograms feels a net force of 45 joules.|UNSUPPORTED_UNIT",
        "4|3|The acceleration of the cart is 3 meters per second.|UNSUPPORTED_UNIT",
        "3|2|Here, F is the net force, in pascals.|UNSUPPORTED_UNIT",
        // another formula
        "3|1|F equals m divided by a.|UNSUPPORTED_FORMULA",
        "3|1|F equals m plus a.|UNSUPPORTED_FORMULA",
        "3|1|m equals F times a.|UNSUPPORTED_FORMULA",
        "2|1|The mass of an object equals its net force times its"
            + " acceleration.|UNSUPPORTED_FORMULA",
        "4|1|To find its acceleration, divide the mass by the net force.|UNSUPPORTED_FORMULA",
        "4|2|So we divide 15 by 45.|UNSUPPORTED_FORMULA",
        "3|2|Here, F is the mass, in newtons.|UNSUPPORTED_FORMULA",
        // an invented fact
        "2|2|Acceleration was measured first by Galileo.|UNSUPPORTED_NAME",
        "2|2|Clouds consist of frozen droplets high above oceans.|UNSUPPORTED_STATEMENT",
        // what cannot be spoken
        "2|2|Acceleration says how *quickly* the velocity is changing.|NOT_PLAIN_TEXT",
      })
  void findsWhatThePassagesDoNotSay(int scene, int index, String text, Kind kind) {
    assertThat(check(saying(scene, index, text)))
        .anySatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.scene()).isEqualTo(scene);
              assertThat(finding.line()).isEqualTo(index);
              assertThat(finding.advice()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4|0|The net force on a cart of fifteen kilograms is 45 N.",
        "4|1|The acceleration a equals F divided by m.",
        "4|2|Next comes 45 divided by 15.",
        "4|3|So it accelerates at three meters per second squared.",
        "2|1|An object's mass times its acceleration equals the net force.",
        "3|1|m times a equals F.",
        "3|1|Net force equals mass times acceleration.",
      })
  void findsNothingWrongWithOtherWords(int scene, int index, String text) {
    assertThat(check(saying(scene, index, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Doubling the mass cuts the acceleration in half.",
        "F equals m times a.",
        "The cart feels 45 newtons.",
        "What if the force is 45 newtons?",
        "Sharks smell blood from far away.",
        "Isaac Newton was born in Woolsthorpe.",
        "You must type your password into the box on the website today.",
      })
  void findsClaimsThatCiteNothing(String claim) {
    assertThat(kinds(with(2, 0, line(claim)))).contains(Kind.UNCITED_CLAIM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Now let's put that into symbols.",
        "Three things are worth remembering.",
        "Imagine you are pushing a cart through the aisles.",
        "Why is that so?",
        "That brings us to Newton's second law.",
      })
  void letsASentenceThatStatesNoFactGoWithoutACitation(String sentence) {
    assertThat(check(with(2, 0, line(sentence)))).isEmpty();
  }

  @Test
  void namesThePassageThatSaysSo() {
    String text = "The net force on an object equals its mass times its acceleration.";

    assertThat(check(with(2, 1, line(text))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.UNCITED_CLAIM);
              assertThat(finding.advice()).contains("cite " + DEFINITION);
            });
  }

  @Test
  void findsACitationOfAPassageThatWasNotGiven() {
    assertThat(kinds(with(2, 1, line("It is so.", "third-law#definition"))))
        .contains(Kind.UNKNOWN_PASSAGE);
  }

  @Test
  void findsAMisconceptionToldAsATruth() {
    String wrong = "A bigger force always means a bigger speed.";

    assertThat(kinds(with(2, 2, line(wrong, "second-law#misconception"))))
        .containsExactly(Kind.MISCONCEPTION);
  }

  @Test
  void findsWhatIsShownAndNotSaid() {
    assertThat(kinds(showing(3, new Visual.Formula("Law", "F = \\frac{m}{a}", 1, List.of()))))
        .containsExactly(Kind.UNSUPPORTED_FORMULA);
    assertThat(
            kinds(
                showing(
                    3,
                    new Visual.Formula(
                        "Law", "F = m a", 1, List.of(new Visual.Symbol("m", "acceleration", 2))))))
        .containsExactly(Kind.UNSUPPORTED_FORMULA);
    assertThat(
            kinds(
                showing(
                    4,
                    new Visual.WorkedExample(
                        "Shop",
                        new Cued("A cart of 15 kilograms feels a net force of 45 newtons.", 0),
                        List.of(new Visual.Working("a = \\frac{45}{15} = 4", true, 1))))))
        .containsExactly(Kind.UNSUPPORTED_NUMBER);
    assertThat(
            kinds(showing(2, new Visual.KeyIdea("Law", new Cued("Mass is measured in tons.", 1)))))
        .contains(Kind.UNSUPPORTED_UNIT);
  }

  @Test
  void findsACueToALineThatIsNotThere() {
    assertThat(kinds(showing(2, new Visual.KeyIdea("Law", new Cued("Doubling the net force.", 5)))))
        .contains(Kind.CUE);
  }

  @Test
  void findsTwoSectionsAndFive() {
    List<Scene> two = Drafts.scenes();
    two.remove(4);
    two.remove(3);
    List<Scene> five = Drafts.scenes();
    five.add(new Scene(7, Scene.Part.SECTION, "More", five.get(1).lines(), five.get(1).visual()));

    assertThat(kinds(two)).contains(Kind.SECTIONS);
    assertThat(kinds(five)).contains(Kind.SECTIONS);
  }

  @Test
  void findsOtherThanOneHookThreeTakeawaysAndThreeChecks() {
    List<Scene> scenes = Drafts.scenes();
    scenes.remove(5);
    scenes.remove(0);

    List<Finding> findings = new ScriptCheck(Drafts.brief(9)).check(scenes, List.of());

    assertThat(findings).extracting(Finding::kind).contains(Kind.HOOK, Kind.TAKEAWAYS, Kind.CHECKS);
  }

  @Test
  void findsTooMuchAndTooLittle() {
    List<Scene> scenes = Drafts.scenes();
    List<Line> lines = new ArrayList<>();
    while (lines.size() < 40) {
      lines.addAll(scenes.get(1).lines());
    }
    List<Scene> much = new ArrayList<>(scenes);
    Scene idea = scenes.get(1);
    much.set(1, new Scene(2, Scene.Part.SECTION, "The idea", lines, idea.visual()));

    assertThat(kinds(much)).containsExactly(Kind.LENGTH);
    assertThat(kinds(scenes.subList(0, 2))).contains(Kind.LENGTH);
  }

  @Test
  void findsSentencesTooLongToFollow() {
    String mass = "the mass and ".repeat(9).strip();

    assertThat(kinds(saying(2, 3, mass + " the net force on an object.")))
        .contains(Kind.SENTENCE_LENGTH);
  }

  @Test
  void findsWordsTooHardForTheGrade() {
    List<Scene> scenes = Drafts.scenes();
    Scene idea = scenes.get(1);
    List<Line> lines = new ArrayList<>(idea.lines());
    String hard =
        "Acceleration quantification necessitates velocity differentiation, considering"
            + " proportionality irrespective of directional characteristics.";
    for (int i = 0; i < 12; i++) {
      lines.add(line(hard, DEFINITION));
    }
    scenes.set(1, new Scene(2, Scene.Part.SECTION, "The idea", lines, idea.visual()));

    assertThat(kinds(scenes)).contains(Kind.READING_LEVEL);
  }

  @Test
  void tellsLogsTheKindAndThePlaceAlone() {
    Finding finding = new Finding(Kind.UNSUPPORTED_NUMBER, 4, 0, "the number 16");

    assertThat(finding).hasToString("UNSUPPORTED_NUMBER (scene 4, line 1)");
    assertThat(new Finding(Kind.LENGTH, 0, Finding.WHOLE_SCENE, "speak")).hasToString("LENGTH");
  }
}
