package io.vividly.testkit.google;

import static java.util.Map.entry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request for a reply, checked: https://ai.google.dev/api/generate-content */
record GenerateRequest(GeminiCall call, JsonObject body) {

  private static final Set<String> MIME_TYPES =
      Set.of("text/plain", "application/json", "text/x.enum");

  private static final Shape CONTENT =
      Shape.object(
          Map.of(
              "role", Shape.text(),
              "parts",
                  Shape.listOf(
                      Shape.object(
                          Map.of(
                              "text", Shape.text(),
                              "inlineData", Shape.unknownHere("media in a prompt"),
                              "fileData", Shape.unknownHere("files in a prompt"),
                              "functionCall", Shape.unknownHere("functions"),
                              "functionResponse", Shape.unknownHere("functions"))))));

  private static final Shape THINKING =
      Shape.object(Map.of("thinkingBudget", Shape.integer(), "includeThoughts", Shape.flag()));

  private static final Shape GENERATION =
      Shape.object(
          Map.ofEntries(
              entry("temperature", Shape.numberBetween(0, 2)),
              entry("topP", Shape.numberBetween(0, 1)),
              entry("topK", Shape.numberBetween(1, 64)),
              entry("seed", Shape.integer()),
              entry("candidateCount", Shape.integerBetween(1, 1)),
              entry("maxOutputTokens", Shape.integerBetween(1, 65_536)),
              entry("stopSequences", Shape.listOf(Shape.text())),
              entry("presencePenalty", Shape.numberBetween(-2, 2)),
              entry("frequencyPenalty", Shape.numberBetween(-2, 2)),
              entry("responseMimeType", Shape.text()),
              entry("responseSchema", SchemaCheck::check),
              entry("responseJsonSchema", Shape.mapOf(Shape.anything())),
              entry("responseModalities", Shape.listOf(Shape.oneOf(Set.of("TEXT")))),
              entry("thinkingConfig", THINKING)));

  private static final Shape SAFETY_SETTING =
      Shape.object(
          Map.of(
              "category",
              Shape.oneOf(
                  Set.of(
                      "HARM_CATEGORY_HARASSMENT",
                      "HARM_CATEGORY_HATE_SPEECH",
                      "HARM_CATEGORY_SEXUALLY_EXPLICIT",
                      "HARM_CATEGORY_DANGEROUS_CONTENT",
                      "HARM_CATEGORY_CIVIC_INTEGRITY")),
              "threshold",
              Shape.oneOf(
                  Set.of(
                      "BLOCK_LOW_AND_ABOVE",
                      "BLOCK_MEDIUM_AND_ABOVE",
                      "BLOCK_ONLY_HIGH",
                      "BLOCK_NONE",
                      "OFF"))));

  private static final Shape SHAPE =
      Shape.object(
          Map.of(
              "model", Shape.text(),
              "contents", Shape.listOf(CONTENT),
              "systemInstruction", CONTENT,
              "generationConfig", GENERATION,
              "safetySettings", Shape.listOf(SAFETY_SETTING),
              "labels", Shape.mapOf(Shape.text()),
              "tools", Shape.unknownHere("tools"),
              "toolConfig", Shape.unknownHere("tools"),
              "cachedContent", Shape.unknownHere("cached content")));

  GenerateRequest {
    SHAPE.check(body, "");
    checkContents(call, body);
    if (body.has("systemInstruction")) {
      checkParts(body.getAsJsonObject("systemInstruction"), "system_instruction");
    }
    if (body.has("generationConfig")) {
      checkGeneration(body.getAsJsonObject("generationConfig"));
    }
    ThinkingBudget.of(call.model()).check(thinkingBudget(body));
  }

  /** How many tokens a reply may have; there is always a bound. */
  int maxOutputTokens() {
    JsonElement most = generation(body).get("maxOutputTokens");
    return most == null ? 65_536 : most.getAsInt();
  }

  /** How many tokens the model thinks: as good a guess as any, but none where it does not think. */
  int thoughtTokens() {
    return ThinkingBudget.of(call.model()).spent(thinkingBudget(body));
  }

  int promptTokens() {
    int tokens = 0;
    for (JsonElement content : body.getAsJsonArray("contents")) {
      tokens += tokensOf(content.getAsJsonObject());
    }
    return body.has("systemInstruction")
        ? tokens + tokensOf(body.getAsJsonObject("systemInstruction"))
        : tokens;
  }

  private static int tokensOf(JsonObject content) {
    int tokens = 0;
    for (JsonElement part : content.getAsJsonArray("parts")) {
      tokens += Tokens.count(part.getAsJsonObject().get("text").getAsString());
    }
    return tokens;
  }

  private static void checkContents(GeminiCall call, JsonObject body) {
    JsonArray contents = body.getAsJsonArray("contents");
    require(
        contents != null && !contents.isEmpty(),
        "* GenerateContentRequest.contents: contents is not specified\n");
    for (int i = 0; i < contents.size(); i++) {
      JsonObject content = contents.get(i).getAsJsonObject();
      checkParts(content, "contents[" + i + "]");
      require(
          content.has("role") ? isRole(content) : !call.vertex() && contents.size() == 1,
          "Please use a valid role: user, model.");
    }
    JsonObject last = contents.get(contents.size() - 1).getAsJsonObject();
    require(
        !last.has("role") || last.get("role").getAsString().equals("user"),
        "Please ensure that single turn requests end with a user role or the role field is empty.");
  }

  private static boolean isRole(JsonObject content) {
    return Set.of("user", "model").contains(content.get("role").getAsString());
  }

  private static void checkParts(JsonObject content, String path) {
    JsonArray parts = content.getAsJsonArray("parts");
    require(
        parts != null && !parts.isEmpty(),
        "* GenerateContentRequest." + path + ".parts: contents.parts must not be empty.\n");
    for (int i = 0; i < parts.size(); i++) {
      require(
          parts.get(i).getAsJsonObject().has("text"),
          "* GenerateContentRequest.%s.parts[%d].data: required oneof field 'data' must have one"
                  .formatted(path, i)
              + " initialized field\n");
    }
  }

  private static void checkGeneration(JsonObject config) {
    JsonElement mimeType = config.get("responseMimeType");
    String type = mimeType == null ? "text/plain" : mimeType.getAsString();
    require(
        MIME_TYPES.contains(type),
        "* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are"
            + " `text/plain`, `application/json` and `text/x.enum`.\n");
    boolean schema = config.has("responseSchema") || config.has("responseJsonSchema");
    require(
        !schema || !type.equals("text/plain"),
        "* GenerateContentRequest.generation_config.response_schema: a response schema needs"
            + " response_mime_type `application/json` or `text/x.enum`.\n");
    require(
        !(config.has("responseSchema") && config.has("responseJsonSchema")),
        "Only one of response_schema and response_json_schema may be set.");
  }

  private static @Nullable Integer thinkingBudget(JsonObject body) {
    JsonObject thinking = generation(body).getAsJsonObject("thinkingConfig");
    return thinking == null || !thinking.has("thinkingBudget")
        ? null
        : thinking.get("thinkingBudget").getAsInt();
  }

  private static JsonObject generation(JsonObject body) {
    JsonObject config = body.getAsJsonObject("generationConfig");
    return config == null ? new JsonObject() : config;
  }

  private static void require(boolean met, String problem) {
    if (!met) {
      throw ApiError.invalid(problem);
    }
  }
}
