package io.vividly.localai.understanding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A question as a student words it, and what it should be understood as.
 *
 * @param topics the topic, or the topics that may compete; empty when it is out of scope
 */
record LabelledQuestion(String kind, List<String> topics, String text) {

  static final String UNDERSTOOD = "understood";
  static final String CLARIFICATION = "clarification";
  static final String OUT_OF_SCOPE = "out-of-scope";

  static List<LabelledQuestion> read(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LabelledQuestion.class.getResourceAsStream("/questions/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(
              fields ->
                  new LabelledQuestion(
                      fields[0],
                      fields[1].equals("-") ? List.of() : List.of(fields[1].split(",")),
                      fields[2]))
          .toList();
    }
  }
}
