package io.vividly.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds answers to what the OpenAPI document says of them. */
final class OpenApi {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNode DOCUMENT = load();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private OpenApi() {}

  /** What is wrong with an answer; nothing if the path is not one of ours. */
  static List<String> problems(
      String method, String path, int status, String contentType, String body) {
    JsonNode operation = operation(method, path);
    if (operation.isMissingNode()) {
      return List.of();
    }
    JsonNode response = operation.path("responses").path(Integer.toString(status));
    if (response.isMissingNode()) {
      return List.of(method + " " + path + " may not answer " + status);
    }
    JsonNode contents = response.path("content");
    if (contents.isMissingNode() || contents.has("*/*")) {
      return List.of();
    }
    JsonNode content = contents.path(contentType.split(";", 2)[0]);
    if (content.isMissingNode()) {
      return List.of(method + " " + path + " may not answer with " + contentType);
    }
    return contentType.contains("json") && !method.equals("HEAD")
        ? violations(content.path("schema"), body)
        : List.of();
  }

  private static List<String> violations(JsonNode schema, String body) {
    // The references are to the document, so the schema is put into it.
    ObjectNode root = schema.deepCopy();
    root.set("components", DOCUMENT.get("components"));
    JsonSchema validator = SCHEMAS.getSchema(root);
    try {
      List<String> found = new ArrayList<>();
      for (ValidationMessage message : validator.validate(MAPPER.readTree(body))) {
        found.add(message.getMessage());
      }
      return found;
    } catch (IOException e) {
      return List.of("it is not JSON");
    }
  }

  private static JsonNode operation(String method, String path) {
    String plain = path.replaceFirst("\\?.*", "");
    for (Map.Entry<String, JsonNode> entry : DOCUMENT.get("paths").properties()) {
      String pattern =
          entry
              .getKey()
              .replace("{id}", "[^/]+")
              .replace("{key}", ".+")
              .replace(".json", "\\.json");
      if (plain.matches(pattern)) {
        return entry.getValue().path((method.equals("HEAD") ? "GET" : method).toLowerCase());
      }
    }
    return DOCUMENT.path("none");
  }

  private static JsonNode load() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return MAPPER.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
