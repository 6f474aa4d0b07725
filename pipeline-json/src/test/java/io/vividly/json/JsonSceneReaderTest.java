package io.vividly.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Scene;
import io.vividly.testkit.Samples;
import org.junit.jupiter.api.Test;

class JsonSceneReaderTest {

  private final JsonSceneReader reader = new JsonSceneReader();

  @Test
  void reads_what_the_format_writes() throws Exception {
    for (int i = 0; i < scenes().size(); i++) {
      Scene scene = reader.scene(i + 1, scenes().get(i));

      assertThat(scene).isEqualTo(Samples.script().scenes().get(i));
    }
  }

  @Test
  void says_where_and_why_and_quotes_nothing() throws Exception {
    ObjectNode scene = scenes().get(1).deepCopy();
    ((ObjectNode) scene.get("lines").get(0)).put("text", 7).put("diary", "secret");
    assertThatThrownBy(() -> reader.scene(1, scene))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("lines[0]")
        .hasMessageNotContaining("secret");

    ObjectNode blank = scenes().get(1).deepCopy();
    blank.put("heading", " ");
    assertThatThrownBy(() -> reader.scene(1, blank))
        .hasMessageContaining("heading of a scene must not be blank");
    assertThatThrownBy(() -> reader.scene(1, new ObjectMapper().readTree("[1]")))
        .hasMessage("it is not an object");
  }

  private static ArrayNode scenes() throws Exception {
    JsonNode script = new ObjectMapper().readTree(new JsonScriptFormat().toJson(Samples.script()));
    return (ArrayNode) script.get("scenes");
  }
}
