package io.vividly.gcpai;

import com.google.genai.types.Schema;
import com.google.genai.types.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The forms of replies, as Gemini takes them.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/structured-output">Structured output</a>
 */
final class Schemas {

  private static final Schema TEXT = Schema.builder().type(Type.Known.STRING).build();
  private static final Schema INDEX =
      Schema.builder().type(Type.Known.INTEGER).minimum(0.0).build();
  private static final Schema FLAG = Schema.builder().type(Type.Known.BOOLEAN).build();
  private static final Schema CUED =
      object(List.of("text", "line"), Map.of("text", TEXT, "line", INDEX));

  private Schemas() {}

  static Schema understanding() {
    return object(
        List.of("kind", "topic_ids", "confidence", "reason"),
        Map.of(
            "kind", oneOf("understood", "clarification_needed", "out_of_scope"),
            "topic_ids", list(TEXT, 0, 4),
            "confidence",
                Schema.builder().type(Type.Known.NUMBER).minimum(0.0).maximum(1.0).build(),
            "reason", oneOf("none", "not_covered", "not_a_school_question", "no_question")));
  }

  static Schema script() {
    Schema line =
        object(List.of("text", "rests_on"), Map.of("text", TEXT, "rests_on", list(TEXT, 0, 20)));
    Schema scene =
        object(
            List.of("part", "heading", "lines", "visual"),
            Map.of(
                "part", oneOf("hook", "section", "takeaways"),
                "heading", TEXT,
                "lines", list(line, 1, 20),
                "visual", visual()));
    Schema check = object(List.of("question", "answer"), Map.of("question", TEXT, "answer", TEXT));
    return object(
        List.of("title", "scenes", "checks"),
        Map.of("title", TEXT, "scenes", list(scene, 5, 16), "checks", list(check, 3, 3)));
  }

  private static Schema visual() {
    Schema symbol =
        object(
            List.of("latex", "meaning", "line"),
            Map.of("latex", TEXT, "meaning", TEXT, "line", INDEX));
    Schema working =
        object(
            List.of("content", "is_latex", "line"),
            Map.of("content", TEXT, "is_latex", FLAG, "line", INDEX));
    return Schema.builder()
        .anyOf(
            kind("title_card", Map.of("kicker", TEXT, "title", TEXT, "question", CUED)),
            kind("key_idea", Map.of("term", TEXT, "statement", CUED)),
            kind("steps", Map.of("heading", TEXT, "steps", list(CUED, 1, 8))),
            kind(
                "formula",
                Map.of(
                    "heading", TEXT, "latex", TEXT, "line", INDEX, "symbols", list(symbol, 0, 8))),
            kind(
                "worked_example",
                Map.of("setting", TEXT, "problem", CUED, "workings", list(working, 1, 8))),
            kind("misconception", Map.of("wrong", CUED, "right", CUED)),
            kind("takeaways", Map.of("items", list(CUED, 3, 3))))
        .build();
  }

  private static Schema kind(String type, Map<String, Schema> fields) {
    Map<String, Schema> all = new TreeMap<>(fields);
    all.put("type", oneOf(type));
    return object(List.copyOf(all.keySet()), all);
  }

  private static Schema object(List<String> order, Map<String, Schema> fields) {
    return Schema.builder()
        .type(Type.Known.OBJECT)
        .properties(fields)
        .required(order)
        .propertyOrdering(order)
        .build();
  }

  private static Schema list(Schema items, long least, long most) {
    return Schema.builder()
        .type(Type.Known.ARRAY)
        .items(items)
        .minItems(least)
        .maxItems(most)
        .build();
  }

  private static Schema oneOf(String... values) {
    return Schema.builder().type(Type.Known.STRING).enum_(values).build();
  }
}
