package io.vividly.localai.script;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Line;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Visual;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.ArrayList;
import java.util.List;

/** A script as it grows, scene by scene. */
final class Draft {

  private final Brief brief;
  private final List<Scene> scenes = new ArrayList<>();

  Draft(Brief brief) {
    this.brief = brief;
  }

  void scene(Scene.Part part, String heading, List<Line> lines, Visual visual) {
    scenes.add(new Scene(scenes.size() + 1, part, heading, lines, visual));
  }

  String title() {
    return brief.topic().title();
  }

  String kicker() {
    return brief.kicker();
  }

  int words() {
    return scenes.stream().mapToInt(scene -> Prose.words(scene.lines())).sum();
  }

  /** Adds the closing scene. */
  void close(Line closing) {
    Visual sources = Visual.Sources.of(brief.citedBy(scenes));
    scene(Scene.Part.SOURCES, "Sources", List.of(closing), sources);
  }

  Script script(List<CheckQuestion> checks) {
    return new Script(
        brief.topic(), title(), brief.request().grade(), scenes, checks, brief.citedBy(scenes));
  }
}
