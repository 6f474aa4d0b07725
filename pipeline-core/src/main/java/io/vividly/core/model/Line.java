package io.vividly.core.model;

import java.util.List;

/**
 * One spoken sentence of a scene.
 *
 * @param text what is said and captioned; plain text
 * @param restsOn the passages that say so; empty for a sentence that states no fact (a transition,
 *     a question)
 */
public record Line(String text, List<PassageId> restsOn) {

  public Line {
    Require.text(text, "text of a line");
    restsOn = List.copyOf(restsOn);
  }
}
