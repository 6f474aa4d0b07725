package io.vividly.testkit.google;

import static java.util.Map.entry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a {@code responseSchema}: https://ai.google.dev/api/caching#Schema, a part of OpenAPI 3.0,
 * and what the API says of one that makes no sense.
 */
final class SchemaCheck {

  private static final Set<String> TYPES =
      Set.of("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL");

  private static final Shape SELF = (value, path) -> SchemaCheck.SHAPE.check(value, path);

  private static final Shape SHAPE =
      Shape.object(
          Map.ofEntries(
              entry("type", Shape.oneOf(TYPES)),
              entry("format", Shape.text()),
              entry("title", Shape.text()),
              entry("description", Shape.text()),
              entry("nullable", Shape.flag()),
              entry("enum", Shape.listOf(Shape.text())),
              entry("items", SELF),
              entry("minItems", Shape.integer()),
              entry("maxItems", Shape.integer()),
              entry("properties", Shape.mapOf(SELF)),
              entry("required", Shape.listOf(Shape.text())),
              entry("minProperties", Shape.integer()),
              entry("maxProperties", Shape.integer()),
              entry("propertyOrdering", Shape.listOf(Shape.text())),
              entry("minLength", Shape.integer()),
              entry("maxLength", Shape.integer()),
              entry("pattern", Shape.text()),
              entry("minimum", Shape.number()),
              entry("maximum", Shape.number()),
              entry("anyOf", Shape.listOf(SELF)),
              entry("example", Shape.anything()),
              entry("default", Shape.anything())));

  private SchemaCheck() {}

  /** Its shape and, if that is good, its sense. */
  static void check(JsonElement value, String path) {
    SHAPE.check(value, path);
    checkSense(value.getAsJsonObject(), "GenerateContentRequest." + path);
  }

  private static void checkSense(JsonObject schema, String path) {
    String type = type(schema);
    if (type == null) {
      require(schema.has("anyOf"), path + ".type: must be specified when not using one of any_of");
      schema
          .getAsJsonArray("anyOf")
          .forEach(each -> checkSense(each.getAsJsonObject(), path + ".any_of"));
      return;
    }
    require(
        !schema.has("enum") || type.equals("STRING") || type.equals("INTEGER"),
        path + ".enum: only allowed for STRING type");
    if (type.equals("ARRAY")) {
      require(schema.has("items"), path + ".items: missing field.");
      checkSense(schema.getAsJsonObject("items"), path + ".items");
    } else {
      require(!schema.has("items"), path + ".items: only allowed for ARRAY type");
    }
    if (type.equals("OBJECT")) {
      checkProperties(schema, path);
    } else {
      require(!schema.has("properties"), path + ".properties: only allowed for OBJECT type");
      require(!schema.has("required"), path + ".required: only allowed for OBJECT type");
    }
  }

  private static void checkProperties(JsonObject schema, String path) {
    JsonObject properties = schema.getAsJsonObject("properties");
    require(
        properties != null && properties.size() > 0,
        path + ".properties: should be non-empty for OBJECT type");
    for (String list : new String[] {"required", "propertyOrdering"}) {
      if (schema.has(list)) {
        for (int i = 0; i < schema.getAsJsonArray(list).size(); i++) {
          require(
              properties.has(schema.getAsJsonArray(list).get(i).getAsString()),
              path + "." + list + "[" + i + "]: property is not defined");
        }
      }
    }
    properties
        .entrySet()
        .forEach(
            each ->
                checkSense(
                    each.getValue().getAsJsonObject(),
                    path + ".properties[" + each.getKey().toLowerCase(Locale.ROOT) + "]"));
  }

  private static @Nullable String type(JsonObject schema) {
    return schema.has("type") ? schema.get("type").getAsString() : null;
  }

  private static void require(boolean met, String problem) {
    if (!met) {
      throw ApiError.invalid("* " + problem + "\n");
    }
  }
}
