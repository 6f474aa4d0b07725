package io.vividly.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vividly.core.model.Script;
import io.vividly.core.port.ScriptFormat;
import io.vividly.testkit.ScriptFormatContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class JsonScriptFormatTest extends ScriptFormatContract {

  @Override
  protected ScriptFormat format() {
    return new JsonScriptFormat();
  }

  private final Script script = new Samples(3).script();
  private final byte[] json = new JsonScriptFormat().toJson(script);

  @Test
  void hasTheDocumentedFields() throws IOException {
    JsonNode document = new ObjectMapper().readTree(json);

    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly("topic", "title", "grade", "scenes", "checks", "sources", "takeaways");
    assertThat(document.at("/topic").fieldNames())
        .toIterable()
        .containsExactly("id", "title", "subject");
    assertThat(document.at("/grade").intValue()).isEqualTo(script.grade().value());
    JsonNode scene = document.at("/scenes/0");
    assertThat(scene.fieldNames())
        .toIterable()
        .containsExactly("number", "part", "heading", "lines", "visual");
    assertThat(scene.at("/part").textValue()).isEqualTo("hook");
    assertThat(scene.at("/lines/0/text").textValue())
        .isEqualTo(script.scenes().get(0).lines().get(0).text());
    assertThat(scene.at("/lines/0/rests_on/0").textValue()).isEqualTo("topic#definition");
    assertThat(document.at("/takeaways")).hasSize(3);
    assertThat(document.at("/checks/0").fieldNames())
        .toIterable()
        .containsExactly("question", "answer");
    assertThat(document.at("/sources/0").fieldNames())
        .toIterable()
        .containsExactly("passage", "title", "section", "source", "licence");
  }

  @Test
  void namesTheTypeOfEveryVisual() throws IOException {
    JsonNode scenes = new ObjectMapper().readTree(json).get("scenes");

    List<String> types =
        StreamSupport.stream(scenes.spliterator(), false)
            .map(scene -> scene.at("/visual/type").textValue())
            .toList();

    assertThat(types)
        .containsExactly(
            "title_card",
            "key_idea",
            "steps",
            "formula",
            "formula",
            "worked_example",
            "misconception",
            "takeaways",
            "sources");
    assertThat(scenes.at("/5/visual/workings/0/is_latex").booleanValue()).isTrue();
  }

  @Test
  void isIndentedForPeople() {
    assertThat(new String(json, StandardCharsets.UTF_8)).contains("\n  \"title\" : ");
  }
}
