package io.vividly.core.check;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Line;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** A sound script about the second law, in words of its own, and its passages. */
final class Drafts {

  private static final String DEFINITION = "second-law#definition";
  private static final String FORMULAE = "second-law#formulae";
  private static final String EXAMPLE = "second-law#example";
  private static final String MISCONCEPTION = "second-law#misconception";

  private Drafts() {}

  static Brief brief(int grade) {
    return new Brief(
        new ContentRequest(
            RequestId.parse("6a1f7e0c-3f0b-4a53-9d8e-2b7c5d9e1f00"),
            "correlation",
            "student",
            "How are force and mass related?",
            new GradeLevel(grade),
            null,
            EnumSet.of(Modality.VIDEO),
            Modality.VIDEO,
            null),
        new Topic("second-law", "Newton's second law", Subject.PHYSICS),
        List.of(
            passage(
                DEFINITION,
                "Definition",
                """
                Term: Newton's second law
                In short: The net force on an object equals its mass times its acceleration.

                Acceleration tells how quickly a velocity changes. Doubling the net force doubles
                the acceleration, while doubling the mass cuts it in half.
                """),
            passage(
                FORMULAE,
                "Formulae",
                """
                ### The second law
                $$F = m a$$
                Spoken: F equals m times a.
                - $F$: net force, in newtons (N)
                - $m$: mass, in kilograms (kg)
                - $a$: acceleration, in meters per second squared (m/s²)
                """),
            passage(
                EXAMPLE,
                "Worked example",
                """
                Problem: A shopping cart of 15 kilograms feels a net force of 45 newtons. Find its
                acceleration.

                1. Rearrange the second law.
                   $$a = \\frac{F}{m}$$
                2. Divide 45 by 15.
                   $$a = \\frac{45}{15}$$
                3. The speed of the cart grows evenly.
                   $$a = 3\\ \\text{m/s}^2$$
                """),
            passage(
                MISCONCEPTION,
                "Common misconception",
                """
                Wrong: A bigger force always means a bigger speed.
                Right: A bigger net force means a bigger acceleration, not a bigger speed.
                Why: A rocket at lift-off has an enormous force and almost no speed.
                """)));
  }

  static List<Scene> scenes() {
    List<Scene> scenes = new ArrayList<>();
    scenes.add(
        scene(
            1,
            Scene.Part.HOOK,
            "Hook",
            new Visual.TitleCard("Physics", "Newton's second law", new Cued("What is force?", 0)),
            line("Have you ever pushed a loaded shopping cart?"),
            line("Let's find out what decides how it answers your push.")));
    scenes.add(
        scene(
            2,
            Scene.Part.SECTION,
            "The idea",
            new Visual.KeyIdea(
                "Second law",
                new Cued("The net force on an object equals its mass times its acceleration.", 1)),
            line("Here is the idea in one sentence."),
            line("The net force on an object equals its mass times its acceleration.", DEFINITION),
            line("Acceleration says how quickly the velocity is changing.", DEFINITION),
            line("When you double the net force, the acceleration doubles as well.", DEFINITION),
            line("Double the mass instead, and the acceleration is cut in half.", DEFINITION)));
    scenes.add(
        scene(
            3,
            Scene.Part.SECTION,
            "The formula",
            new Visual.Formula(
                "The second law",
                "F = m a",
                1,
                List.of(
                    new Visual.Symbol("F", "net force, in newtons (N)", 2),
                    new Visual.Symbol("m", "mass, in kilograms (kg)", 3))),
            line("In symbols, it is short."),
            line("F equals m times a.", FORMULAE),
            line("Here, F is the net force, in newtons.", FORMULAE),
            line("The mass m is in kilograms.", FORMULAE),
            line("And a is the acceleration, in meters per second squared.", FORMULAE)));
    scenes.add(
        scene(
            4,
            Scene.Part.SECTION,
            "An example",
            new Visual.WorkedExample(
                "Shopping",
                new Cued("A cart of 15 kilograms feels a net force of 45 newtons.", 0),
                List.of(
                    new Visual.Working("a = \\frac{F}{m}", true, 1),
                    new Visual.Working("a = \\frac{45}{15} = 3", true, 2))),
            line("A cart of 15 kilograms feels a net force of 45 newtons.", EXAMPLE),
            line("To find its acceleration, divide the net force by the mass.", EXAMPLE),
            line("So we divide 45 by 15.", EXAMPLE),
            line("The acceleration of the cart is 3 meters per second squared.", EXAMPLE)));
    scenes.add(
        scene(
            5,
            Scene.Part.SECTION,
            "A mistake",
            new Visual.Misconception(
                new Cued("A bigger force always means a bigger speed.", 0),
                new Cued("A bigger net force means a bigger acceleration, not a bigger speed.", 1)),
            line("A bigger force always means a bigger speed.", MISCONCEPTION),
            line(
                "A bigger net force means a bigger acceleration, not a bigger speed.",
                MISCONCEPTION)));
    scenes.add(
        scene(
            6,
            Scene.Part.TAKEAWAYS,
            "Takeaways",
            new Visual.Takeaways(
                List.of(
                    new Cued("Net force equals mass times acceleration.", 1),
                    new Cued("More net force, more acceleration.", 2),
                    new Cued("More mass, less acceleration.", 3))),
            line("What should you remember?"),
            line("Net force equals mass times acceleration.", DEFINITION),
            line("More net force, more acceleration.", DEFINITION),
            line("More mass, less acceleration.", DEFINITION)));
    return scenes;
  }

  static List<CheckQuestion> checks() {
    return List.of(
        new CheckQuestion("What is F equals m times a?", "It is the second law."),
        new CheckQuestion("What does doubling the mass do?", "It cuts the acceleration in half."),
        new CheckQuestion("What is mass measured in?", "In kilograms."));
  }

  /** The script with another line in place of one. */
  static List<Scene> with(int sceneNumber, int index, Line line) {
    List<Scene> scenes = scenes();
    Scene scene = scenes.get(sceneNumber - 1);
    List<Line> lines = new ArrayList<>(scene.lines());
    lines.set(index, line);
    scenes.set(
        sceneNumber - 1,
        new Scene(scene.number(), scene.part(), scene.heading(), lines, scene.visual()));
    return scenes;
  }

  /** The same line in other words, resting on the same passages. */
  static List<Scene> saying(int sceneNumber, int index, String text) {
    Line line = scenes().get(sceneNumber - 1).lines().get(index);
    return with(sceneNumber, index, new Line(text, line.restsOn()));
  }

  static List<Scene> showing(int sceneNumber, Visual visual) {
    List<Scene> scenes = scenes();
    Scene scene = scenes.get(sceneNumber - 1);
    scenes.set(
        sceneNumber - 1,
        new Scene(scene.number(), scene.part(), scene.heading(), scene.lines(), visual));
    return scenes;
  }

  static Line line(String text, String... restsOn) {
    return new Line(text, List.of(restsOn).stream().map(PassageId::new).toList());
  }

  private static Scene scene(
      int number, Scene.Part part, String heading, Visual visual, Line... lines) {
    return new Scene(number, part, heading, List.of(lines), visual);
  }

  private static Passage passage(String id, String section, String text) {
    return new Passage(
        new PassageId(id),
        "second-law",
        "Newton's second law",
        section,
        text.strip(),
        "Test",
        "CC BY 4.0",
        1);
  }
}
