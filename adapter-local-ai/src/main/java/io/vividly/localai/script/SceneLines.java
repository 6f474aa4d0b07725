package io.vividly.localai.script;

import io.vividly.core.model.Line;
import io.vividly.core.model.Visual;
import java.util.ArrayList;
import java.util.List;

/** The lines of a scene as they are put together. */
final class SceneLines {

  /** About 35 seconds at 150 words a minute. */
  static final int MAX_WORDS = 86;

  private final List<Line> lines = new ArrayList<>();

  SceneLines(Line... first) {
    lines.addAll(List.of(first));
  }

  /**
   * @return the index of the line
   */
  int add(Line line) {
    lines.add(line);
    return lines.size() - 1;
  }

  /**
   * @return the index of the first of the lines
   */
  int addAll(List<Line> more) {
    int first = lines.size();
    lines.addAll(more);
    return first;
  }

  Visual.Cued cued(Line line) {
    return new Visual.Cued(line.text(), add(line));
  }

  int words() {
    return Prose.words(lines);
  }

  List<Line> list() {
    return List.copyOf(lines);
  }
}
