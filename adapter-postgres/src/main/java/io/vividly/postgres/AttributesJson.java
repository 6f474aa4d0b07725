package io.vividly.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/** The attributes of a message as a JSON object. */
final class AttributesJson {

  private static final JsonMapper MAPPER = new JsonMapper();

  private AttributesJson() {}

  static String write(Map<String, String> attributes) {
    Map<String, String> storable = new TreeMap<>();
    attributes.forEach(
        (name, value) -> storable.put(StorableText.of(name), StorableText.of(value)));
    try {
      return MAPPER.writeValueAsString(storable);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("attributes are text and can always be written", e);
    }
  }

  static Map<String, String> read(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the attributes of an outbox entry are not text", e);
    }
  }
}
