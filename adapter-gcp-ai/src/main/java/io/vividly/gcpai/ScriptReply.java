package io.vividly.gcpai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Line;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Visual;
import io.vividly.core.port.ScriptWriter.Brief;
import io.vividly.json.JsonSceneReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a script that a model wrote for a brief; says what keeps it from being one. */
final class ScriptReply {

  private static final JsonSceneReader READER = new JsonSceneReader();
  private static final int CHECKS = 3;

  /** The closing scene is ours: it says where the passages come from. */
  private static final Line CLOSING =
      new Line("The transcript has three questions for you to try.", List.of());

  private final Brief brief;
  private final Set<PassageId> given;
  private final List<String> findings = new ArrayList<>();

  ScriptReply(Brief brief) {
    this.brief = brief;
    this.given = brief.passages().stream().map(Passage::id).collect(Collectors.toSet());
  }

  /** What is wrong with what was read last; quotes nothing of it. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  /** Empty if it breaks the rules; then there are findings. */
  Optional<Script> read(String reply) {
    findings.clear();
    Optional<ObjectNode> document = Documents.read(reply);
    if (document.isEmpty()) {
      findings.add("The reply is not one JSON object.");
      return Optional.empty();
    }
    return script(document.get());
  }

  private Optional<Script> script(ObjectNode reply) {
    String title = reply.path("title").asText();
    if (title.isBlank()) {
      findings.add("\"title\" is missing.");
    }
    List<Scene> scenes = new ArrayList<>();
    for (JsonNode node : reply.path("scenes")) {
      scene(scenes.size() + 1, node).ifPresent(scenes::add);
    }
    List<CheckQuestion> checks = checks(reply.path("checks"));
    if (!findings.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(closed(title, scenes, checks));
    } catch (IllegalArgumentException e) {
      findings.add("The script breaks a rule: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private Script closed(String title, List<Scene> scenes, List<CheckQuestion> checks) {
    List<Scene> all = new ArrayList<>(scenes);
    all.add(
        new Scene(
            scenes.size() + 1,
            Scene.Part.SOURCES,
            "Sources",
            List.of(CLOSING),
            Visual.Sources.of(brief.citedBy(scenes))));
    return new Script(
        brief.topic(), title, brief.request().grade(), all, checks, brief.citedBy(scenes));
  }

  /** Empty if it breaks the rules; then there are more findings. */
  Optional<Scene> scene(int number, JsonNode node) {
    int before = findings.size();
    try {
      Scene scene = READER.scene(number, node);
      check(scene);
      checkCues(number, node.path("visual"), scene.lines().size());
      return findings.size() == before ? Optional.of(scene) : Optional.empty();
    } catch (IllegalArgumentException e) {
      findings.add("Scene " + number + ": " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private void check(Scene scene) {
    if (scene.part() == Scene.Part.SOURCES || scene.visual() instanceof Visual.Sources) {
      findings.add("Scene " + scene.number() + " shows sources; that scene is added for you.");
    }
    for (int i = 0; i < scene.lines().size(); i++) {
      if (!given.containsAll(scene.lines().get(i).restsOn())) {
        findings.add(
            "Scene "
                + scene.number()
                + ", line "
                + i
                + " rests on a passage that is not in the list of passages.");
      }
    }
  }

  /** Whatever is shown with a line needs a line of that index. */
  private void checkCues(int number, JsonNode visual, int lines) {
    for (JsonNode line : visual.findValues("line")) {
      if (line.asInt() < 0 || line.asInt() >= lines) {
        findings.add(
            "Scene " + number + ": a \"line\" of its visual is not an index of its lines.");
      }
    }
  }

  private List<CheckQuestion> checks(JsonNode nodes) {
    List<CheckQuestion> checks = new ArrayList<>();
    for (JsonNode node : nodes) {
      try {
        checks.add(READER.check(node));
      } catch (IllegalArgumentException e) {
        findings.add("A check: " + e.getMessage() + ".");
      }
    }
    if (checks.size() != CHECKS) {
      findings.add("There must be exactly " + CHECKS + " checks.");
    }
    return checks;
  }
}
