package io.vividly.testkit;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Environment;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Line;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Scene.Part;
import io.vividly.core.model.Script;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.model.StageOutput;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Small valid values to test with. */
public final class Samples {

  private static final PassageId DEFINITION = new PassageId("newtons-third-law#definition");
  private static final PassageId EXAMPLE = new PassageId("newtons-third-law#worked-example");

  /** Of every word: how long it is from its start to that of the next, and how long it is heard. */
  private static final Duration WORD = Duration.ofMillis(300);

  private static final Duration HEARD = Duration.ofMillis(250);
  private static final int SAMPLE_RATE = 8_000;
  private static final double TONE_HERTZ = 220;

  private Samples() {}

  /** A new request of a tenth-grader who likes basketball; for a video unless told otherwise. */
  public static ContentRequest request(Modality... modalities) {
    Set<Modality> wanted = modalities.length == 0 ? Set.of(Modality.VIDEO) : Set.of(modalities);
    RequestId id = RequestId.random();
    return new ContentRequest(
        id,
        "correlation-" + id,
        "student-1",
        "Explain Newton's third law",
        new GradeLevel(10),
        "basketball",
        wanted,
        wanted.iterator().next(),
        Environment.DEV);
  }

  /** What the version {@code 1} of a pipeline made, which is the default of its settings. */
  public static Checkpoint checkpoint(StageOutput output) {
    return new Checkpoint(output, "1");
  }

  /** The same question under the same id, by somebody of another grade. */
  public static ContentRequest withGrade(ContentRequest request, int grade) {
    return new ContentRequest(
        request.id(),
        request.correlationId(),
        request.studentId(),
        request.query(),
        new GradeLevel(grade),
        request.interest(),
        request.requestedModalities(),
        request.preferredModality(),
        request.environment());
  }

  public static Topic topic() {
    return new Topic("newtons-third-law", "Newton's third law", Subject.PHYSICS);
  }

  public static List<Passage> passages() {
    return List.of(
        passage(DEFINITION, "Definition", "Forces come in pairs, equal and opposite."),
        passage(EXAMPLE, "Worked example", "You push the floor and the floor pushes you up."));
  }

  /** A script of six scenes: a hook, three sections, the takeaways, the sources. */
  public static Script script() {
    return new Script(
        topic(),
        "Newton's third law",
        new GradeLevel(10),
        scenes(),
        List.of(new CheckQuestion("What pushes you up?", "The floor.")),
        passages().stream().map(Passage::citation).toList());
  }

  /** A text as a voice would speak it that knows one tone, at three words and a third a second. */
  public static Narration narration(String text) {
    List<SpokenWord> words = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      Duration start = WORD.multipliedBy(words.size());
      words.add(new SpokenWord(word, start, start.plus(HEARD)));
    }
    return new Narration(tone(WORD.multipliedBy(words.size())), words);
  }

  private static Pcm tone(Duration length) {
    short[] samples = new short[(int) (length.toMillis() * SAMPLE_RATE / 1_000)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * TONE_HERTZ * i / SAMPLE_RATE));
    }
    return new Pcm(SAMPLE_RATE, samples);
  }

  private static List<Scene> scenes() {
    Cued question = new Cued("What pushes you up?", 0);
    return List.of(
        scene(
            1,
            Part.HOOK,
            "Newton's third law",
            new Visual.TitleCard("Physics · Grade 10", "Newton's third law", question),
            new Line("Why does a jump begin with a push down?", List.of())),
        scene(
            2,
            Part.SECTION,
            "The idea",
            new Visual.KeyIdea("Third law", new Cued("Forces come in pairs.", 0)),
            new Line("Forces come in pairs, equal and opposite.", List.of(DEFINITION))),
        scene(
            3,
            Part.SECTION,
            "How it works",
            new Visual.Steps("A jump", List.of(new Cued("Push the floor", 0), new Cued("Rise", 1))),
            new Line("You push the floor.", List.of(EXAMPLE)),
            new Line("The floor pushes you up.", List.of(EXAMPLE))),
        scene(
            4,
            Part.SECTION,
            "A mistake",
            new Visual.Misconception(new Cued("They cancel", 0), new Cued("They do not", 1)),
            new Line("Some think that the two forces cancel.", List.of()),
            new Line("They act on different things.", List.of(DEFINITION))),
        scene(
            5,
            Part.TAKEAWAYS,
            "Remember",
            new Visual.Takeaways(
                List.of(
                    new Cued("Forces come in pairs", 0),
                    new Cued("They are equal", 1),
                    new Cued("They are opposite", 2))),
            new Line("Forces come in pairs.", List.of(DEFINITION)),
            new Line("They are equal.", List.of(DEFINITION)),
            new Line("They are opposite.", List.of(DEFINITION))),
        scene(
            6,
            Part.SOURCES,
            "Sources",
            new Visual.Sources(List.of("Newton's third law")),
            new Line("Here is where all this comes from.", List.of())));
  }

  private static Scene scene(int number, Part part, String heading, Visual visual, Line... lines) {
    return new Scene(number, part, heading, List.of(lines), visual);
  }

  private static Passage passage(PassageId id, String section, String text) {
    return new Passage(
        id,
        topic().id(),
        topic().title(),
        section,
        text,
        "Vividly starter corpus",
        "CC BY 4.0",
        1.0);
  }
}
