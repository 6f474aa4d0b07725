package io.vividly.localai.script;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Citation;
import io.vividly.core.model.Line;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Visual;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

  /** As in "Physics · Grade 10". */
  String kicker() {
    String grade = "Grade " + brief.request().grade().value();
    String subject = brief.topic().subject().name();
    return switch (brief.topic().subject()) {
      case GENERAL -> grade;
      default -> subject.charAt(0) + subject.substring(1).toLowerCase(Locale.ROOT) + " · " + grade;
    };
  }

  int words() {
    return scenes.stream().mapToInt(scene -> Prose.words(scene.lines())).sum();
  }

  /** Adds the closing scene. */
  void close(Line closing) {
    Map<String, Set<String>> sections = new LinkedHashMap<>();
    for (Citation source : sources()) {
      String document = source.title() + " · " + source.source() + " · " + source.licence();
      sections
          .computeIfAbsent(document, title -> new LinkedHashSet<>())
          .add(source.section().replaceFirst("^Interest: ", ""));
    }
    List<String> entries = new ArrayList<>();
    sections.forEach(
        (document, names) -> {
          entries.add(document);
          entries.add("Sections: " + String.join(", ", names));
        });
    scene(Scene.Part.SOURCES, "Sources", List.of(closing), new Visual.Sources(entries));
  }

  Script script(List<CheckQuestion> checks) {
    return new Script(brief.topic(), title(), brief.request().grade(), scenes, checks, sources());
  }

  private List<Citation> sources() {
    Map<PassageId, Passage> passages = new LinkedHashMap<>();
    brief.passages().forEach(passage -> passages.putIfAbsent(passage.id(), passage));
    return scenes.stream()
        .flatMap(scene -> scene.lines().stream())
        .flatMap(line -> line.restsOn().stream())
        .distinct()
        .map(passages::get)
        .map(Passage::citation)
        .toList();
  }
}
