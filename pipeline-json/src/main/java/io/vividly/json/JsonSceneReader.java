package io.vividly.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Scene;
import java.util.stream.Collectors;

/**
 * Reads parts of a script from JSON in the form that {@link JsonScriptFormat} describes, as whoever
 * writes scripts elsewhere sends them.
 */
public final class JsonSceneReader {

  private static final String NUMBER = "number";

  private final JsonMapper mapper = ModelMapper.create();

  /**
   * @param number that the scene gets; it need not have one itself
   * @throws IllegalArgumentException if that is no scene; the message says where and why, and
   *     quotes nothing of it
   */
  public Scene scene(int number, JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("it is not an object");
    }
    return read(object.deepCopy().put(NUMBER, number), Scene.class);
  }

  /**
   * @throws IllegalArgumentException as {@link #scene}
   */
  public CheckQuestion check(JsonNode json) {
    return read(json, CheckQuestion.class);
  }

  private <T> T read(JsonNode json, Class<T> type) {
    try {
      return mapper.treeToValue(json, type);
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(problem(e));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it cannot be read");
    }
  }

  private static String problem(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    String where = path.isEmpty() ? "" : path.replaceFirst("^\\.", "") + ": ";
    return where
        + (e.getCause() instanceof IllegalArgumentException rule
            ? rule.getMessage()
            : "missing, unknown or of a wrong type");
  }
}
