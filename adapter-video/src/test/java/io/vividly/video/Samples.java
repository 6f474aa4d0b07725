package io.vividly.video;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Line;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import io.vividly.core.model.Visual.Symbol;
import io.vividly.core.model.Visual.Working;
import io.vividly.core.port.VideoRenderer.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A script about Newton's second law, and narrations of tones. */
final class Samples {

  static final Look LOOK = new Look(Subject.PHYSICS, "Newton's second law");

  private Samples() {}

  static List<Scene> scenes() {
    return List.of(
        scene(1, Scene.Part.HOOK, "Newton's second law", titleCard(), 2),
        scene(2, Scene.Part.SECTION, "The idea", keyIdea(), 2),
        scene(3, Scene.Part.SECTION, "How it works", steps(), 4),
        scene(4, Scene.Part.SECTION, "How it works", formula(), 4),
        scene(5, Scene.Part.SECTION, "An example from basketball", workedExample(), 5),
        scene(6, Scene.Part.SECTION, "A common mistake", misconception(), 3),
        scene(7, Scene.Part.TAKEAWAYS, "Remember", takeaways(), 3),
        scene(8, Scene.Part.SOURCES, "Sources", sources(), 1));
  }

  static Script script() {
    return new Script(
        new Topic("newtons-second-law", LOOK.title(), LOOK.subject()),
        LOOK.title(),
        new GradeLevel(10),
        List.of(
            scenes().get(0),
            scene(2, Scene.Part.SECTION, "The idea", keyIdea(), 2),
            scene(3, Scene.Part.SECTION, "How it works", steps(), 4),
            scene(4, Scene.Part.SECTION, "A common mistake", misconception(), 3),
            scene(5, Scene.Part.TAKEAWAYS, "Remember", takeaways(), 3)),
        List.of(),
        List.of());
  }

  static Scene scene(int number, Scene.Part part, String heading, Visual visual, int lines) {
    return new Scene(
        number,
        part,
        heading,
        IntStream.range(0, lines)
            .mapToObj(i -> new Line("This is spoken line number " + i + ".", List.of()))
            .toList(),
        visual);
  }

  static Visual.TitleCard titleCard() {
    return new Visual.TitleCard(
        "Physics · Grade 10",
        "Newton's second law",
        new Cued("Why does a heavy ball need a harder push than a light one?", 1));
  }

  static Visual.KeyIdea keyIdea() {
    return new Visual.KeyIdea(
        "Net force",
        new Cued(
            "A net force makes an object speed up, slow down or turn: the heavier it is, the less.",
            1));
  }

  static Visual.Steps steps() {
    return new Visual.Steps(
        "From force to motion",
        List.of(
            new Cued("Add up all forces", 0),
            new Cued("Find the mass", 1),
            new Cued("Divide force by mass", 2),
            new Cued("Read off the acceleration", 3)));
  }

  static Visual.Formula formula() {
    return new Visual.Formula(
        "The second law",
        "F = m a",
        0,
        List.of(
            new Symbol("F", "net force, in newtons (N)", 1),
            new Symbol("m", "mass, in kilograms (kg)", 2),
            new Symbol("a", "acceleration, in meters per second squared (m/s²)", 3)));
  }

  static Visual.WorkedExample workedExample() {
    return new Visual.WorkedExample(
        "Basketball",
        new Cued(
            "A 0.62 kilogram basketball is passed. It speeds up at 45 meters per second squared. "
                + "What net force do the hands give it?",
            0),
        List.of(
            new Working("F = m a", true, 1),
            new Working("F = 0.62 \\times 45", true, 2),
            new Working("F = 27.9\\ \\text{N}", true, 3)));
  }

  static Visual.Misconception misconception() {
    return new Visual.Misconception(
        new Cued("A moving object needs a constant force to keep moving.", 0),
        new Cued("A force changes motion; with no net force, velocity stays the same.", 1));
  }

  static Visual.Takeaways takeaways() {
    return new Visual.Takeaways(
        List.of(
            new Cued("Net force equals mass times acceleration.", 0),
            new Cued("Twice the mass needs twice the force for the same acceleration.", 1),
            new Cued("No net force does not mean no motion.", 2)));
  }

  static Visual.Sources sources() {
    return new Visual.Sources(
        List.of(
            "Newton's second law: Definition. Vividly starter corpus, CC BY 4.0",
            "Newton's second law: Worked example. Vividly starter corpus, CC BY 4.0",
            "Newton's first law: Common misconception. Vividly starter corpus, CC BY 4.0"));
  }

  /** A tone for each word, each of another pitch, with a short silence before the next word. */
  static Narration narration(Scene scene, int sampleRate) {
    List<SpokenWord> words = new ArrayList<>();
    String[] texts = scene.spokenText().split(" ");
    int step = sampleRate * 4 / 10;
    int sounding = sampleRate * 3 / 10;
    short[] samples = new short[step * texts.length];
    for (int w = 0; w < texts.length; w++) {
      double pitch = 300 + 37 * w + 11 * scene.number();
      for (int i = 0; i < sounding; i++) {
        double envelope = Math.sin(Math.PI * i / sounding);
        samples[w * step + i] =
            (short) (9_000 * envelope * Math.sin(2 * Math.PI * pitch * i / sampleRate));
      }
      Duration start = Duration.ofNanos(w * 400_000_000L);
      words.add(new SpokenWord(texts[w], start, start.plusMillis(300)));
    }
    return new Narration(new Pcm(sampleRate, samples), words);
  }

  static Captions captions() {
    return new Captions(
        List.of(
            new Captions.Cue(
                Duration.ofMillis(400), Duration.ofMillis(2_400), List.of("Spoken first")),
            new Captions.Cue(
                Duration.ofMillis(3_000),
                Duration.ofMillis(5_000),
                List.of("Spoken second,", "on two lines → ²"))));
  }
}
