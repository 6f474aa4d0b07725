package io.vividly.core;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Citation;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Line;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Scene.Part;
import io.vividly.core.model.Script;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import java.util.ArrayList;
import java.util.List;

/** A script to vary in tests; valid as it comes. */
public final class Scripts {

  public static final PassageId FIRST = new PassageId("law#first");
  public static final PassageId SECOND = new PassageId("law#second");

  public String title = "A law";
  public List<Scene> scenes = new ArrayList<>();
  public List<Citation> sources = new ArrayList<>(List.of(citation(FIRST), citation(SECOND)));

  public Scripts() {
    scenes.add(scene(1, Part.HOOK, "A law", new Line("Why?", List.of())));
    scenes.add(scene(2, Part.SECTION, "One", new Line("Pairs.", List.of(SECOND))));
    scenes.add(scene(3, Part.SECTION, "Two", new Line("Equal.", List.of(FIRST, SECOND))));
    scenes.add(scene(4, Part.SECTION, "Three", new Line("Opposite.", List.of(FIRST))));
    scenes.add(takeaways(5, 3));
  }

  public Script build() {
    return new Script(
        new Topic("law", "A law", Subject.PHYSICS),
        title,
        new GradeLevel(9),
        scenes,
        List.of(new CheckQuestion("Is *it* so?", "Yes.")),
        sources);
  }

  public static Scene scene(int number, Part part, String heading, Line... lines) {
    return new Scene(
        number, part, heading, List.of(lines), new Visual.KeyIdea(heading, new Cued("shown", 0)));
  }

  public static Scene takeaways(int number, int count) {
    List<Cued> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Cued("Item " + (i + 1), 0));
    }
    return new Scene(
        number,
        Part.TAKEAWAYS,
        "Remember",
        List.of(new Line("Remember this.", List.of())),
        new Visual.Takeaways(items));
  }

  public static Citation citation(PassageId id) {
    return new Citation(id, "A_law", "Section", "Corpus", "CC BY 4.0");
  }
}
