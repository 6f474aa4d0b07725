package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.check.Finding;
import io.vividly.core.check.ScriptCheck;
import io.vividly.core.model.Citation;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every {@link ScriptWriter} must do, beyond what a {@link Script} checks by itself. */
public abstract class ScriptWriterContract {

  protected abstract ScriptWriter writer();

  /** A question about wave speed, with passages in the form of the starter corpus. */
  protected Brief brief() {
    return new Brief(request("music"), topic(), passages());
  }

  @Test
  void handsOverScenesInOrderAndEachOnce() {
    List<Scene> scenes = new ArrayList<>();

    Script script = writer().write(brief(), scenes::add);

    assertThat(scenes).doesNotHaveDuplicates();
    scenes.retainAll(script.scenes());
    assertThat(scenes).isEqualTo(script.scenes().stream().filter(scenes::contains).toList());
  }

  @Test
  void answersTheBrief() {
    Script script = writer().write(brief(), scene -> {});

    assertThat(script.topic()).isEqualTo(topic());
    assertThat(script.grade()).isEqualTo(new GradeLevel(9));
    assertThat(script.checks()).hasSize(3);
  }

  @Test
  void restsOnPassagesOfTheBriefAlone() {
    Set<Citation> given = passages().stream().map(Passage::citation).collect(Collectors.toSet());

    Script script = writer().write(brief(), scene -> {});

    assertThat(given).containsAll(script.sources());
    assertThat(script.sources()).doesNotHaveDuplicates();
    assertThat(script.scenes())
        .filteredOn(scene -> scene.part() == Scene.Part.SECTION)
        .allSatisfy(scene -> assertThat(scene.lines()).anyMatch(line -> !line.restsOn().isEmpty()));
  }

  @Test
  void standsUpToTheCheck() {
    Script script = writer().write(brief(), scene -> {});

    // How long a script should be is for each product to say.
    assertThat(new ScriptCheck(brief()).check(script))
        .filteredOn(finding -> finding.kind() != Finding.Kind.LENGTH)
        .isEmpty();
  }

  @Test
  void speaksPlainText() {
    Script script = writer().write(brief(), scene -> {});

    assertThat(script.scenes())
        .flatExtracting(Scene::lines)
        .allSatisfy(
            line ->
                assertThat(line.text()).doesNotContainPattern("[$\\\\{}_*#`\\n]|\\]\\(|<\\w+>"));
  }

  @Test
  void failsForGoodWithoutPassages() {
    Brief nothing = new Brief(request("music"), topic(), List.of());

    assertThatThrownBy(() -> writer().write(nothing, scene -> {}))
        .isInstanceOf(PermanentFailureException.class);
  }

  @Test
  void writesForManyThreads() throws Exception {
    ScriptWriter writer = writer();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Script>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tasks.add(() -> writer.write(brief(), scene -> {}));
      }
      for (Future<Script> script : threads.invokeAll(tasks)) {
        assertThat(script.get().takeaways()).hasSize(3);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static ContentRequest request(String interest) {
    return new ContentRequest(
        RequestId.parse("6a1f7e0c-3f0b-4a53-9d8e-2b7c5d9e1f00"),
        "correlation",
        "student",
        "How fast does a wave travel?",
        new GradeLevel(9),
        interest,
        EnumSet.of(Modality.VIDEO),
        Modality.VIDEO,
        null);
  }

  private static Topic topic() {
    return new Topic("waves-on-a-rope", "Waves on a rope", Subject.PHYSICS);
  }

  private static List<Passage> passages() {
    return List.of(
        passage("Hook", "Flick one end of a rope, and a bump runs along it. How fast is it?"),
        passage(
            "Definition",
            """
            Term: Wave speed
            In short: Wave speed equals frequency times wavelength.

            Frequency counts the waves that pass each second. Wavelength is the length of one wave.
            """),
        passage("In simple words", "A wave moves along a rope. The rope itself stays in place."),
        passage(
            "How it works",
            """
            1. **Something shakes.** A hand moves one end up and down. That makes the waves.
            2. **The rope passes it on.** Each piece pulls on the next piece.
            3. **The wave travels.** In one period the wave moves on by one wavelength.
            """),
        passage(
            "Formulae",
            """
            ### The wave equation
            $$v = f \\lambda$$
            Spoken: v equals f times lambda.
            - $v$: wave speed, in meters per second (m/s)
            - $f$: frequency, in hertz (Hz)
            - $\\lambda$: wavelength, in meters (m)
            """),
        passage(
            "Worked example",
            """
            Problem: A rope carries 2 waves each second, and each is 3 meters long. How fast are they?

            1. Multiply frequency by wavelength.
               $$v = 2 \\times 3$$
            2. The waves travel at 6 meters per second.
               $$v = 6\\ \\text{m/s}$$
            """),
        passage(
            "Common misconception",
            """
            Wrong: A wave carries the rope along with it.
            Right: A wave carries energy along, and the rope stays where it is.
            Why: The bump looks like a thing that moves. Each piece of rope only goes up and down.
            """),
        passage(
            "Going deeper",
            "A tighter rope passes the motion on sooner. So the wave speed grows with the"
                + " tension."),
        passage(
            "Takeaways",
            """
            - Wave speed equals frequency times wavelength.
            - Each piece of the rope passes the motion on.
            - The rope itself does not travel.
            """),
        passage(
            "Checks",
            """
            Q: What is the speed of 4 waves a second that are 2 meters long?
            A: Multiply 4 by 2 to get 8 meters per second.

            Q: What does a wave carry along?
            A: It carries energy.

            Q: Who makes the wave?
            A: Whatever shakes the end of the rope.
            """),
        passage(
            "Interest: music",
            """
            Hook: A guitarist plucks the thickest string, and it hums. How fast do waves run on it?
            Problem: The low string swings 82 times a second, with waves 1.3 meters long. How fast are they?

            1. Multiply 82 by 1.3.
               $$v = 82 \\times 1.3$$
            2. The waves run at about 107 meters per second.
               $$v \\approx 107\\ \\text{m/s}$$
            """));
  }

  private static Passage passage(String section, String text) {
    String slug = section.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    return new Passage(
        new PassageId("waves-on-a-rope#" + slug),
        "waves-on-a-rope",
        "Waves on a rope",
        section,
        text.strip(),
        "Testkit",
        "CC BY 4.0",
        1.0);
  }
}
