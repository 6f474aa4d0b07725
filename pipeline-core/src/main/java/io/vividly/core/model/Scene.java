package io.vividly.core.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a script that is narrated and rendered on its own.
 *
 * @param number from 1, consecutive in a script
 * @param heading of the section that the scene belongs to
 */
public record Scene(int number, Part part, String heading, List<Line> lines, Visual visual) {

  /** What a scene is for. */
  public enum Part {
    HOOK,
    SECTION,
    TAKEAWAYS,
    SOURCES
  }

  public Scene {
    Require.that(number >= 1, "scene numbers start at 1");
    Require.text(heading, "heading of a scene");
    lines = List.copyOf(lines);
    Require.notEmpty(lines, "lines of scene " + number);
  }

  /** All that is spoken, with single spaces between the lines. */
  public String spokenText() {
    return lines.stream().map(Line::text).collect(Collectors.joining(" "));
  }
}
