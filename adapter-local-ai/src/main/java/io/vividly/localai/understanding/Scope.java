package io.vividly.localai.understanding;

import java.util.ArrayList;
import java.util.List;

/**
 * Kinds of questions that are not for us.
 *
 * @param reason a sentence for the student
 * @param examples of such questions
 */
record Scope(String reason, List<String> examples) {

  private static final String REASON = "= ";

  /** Reads {@code out-of-scope.txt}: a line with the reason above the examples of each kind. */
  static List<Scope> outside() {
    List<Scope> outside = new ArrayList<>();
    for (String line : Resource.lines("out-of-scope.txt")) {
      if (line.startsWith(REASON)) {
        outside.add(new Scope(line.substring(REASON.length()), new ArrayList<>()));
      } else {
        outside.get(outside.size() - 1).examples().add(line);
      }
    }
    return outside;
  }
}
