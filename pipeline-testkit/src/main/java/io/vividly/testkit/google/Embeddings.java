package io.vividly.testkit.google;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vividly.testkit.HashingEmbedder;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Embeds texts as the two APIs do: https://ai.google.dev/api/embeddings and
 * https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
 */
final class Embeddings {

  private static final int FULL_SIZE = 3_072;
  private static final int MOST_TEXTS = 100;
  private static final int MOST_TOKENS = 2_048;

  /** The vectors of the real model have length 1 in their full size only. */
  private static final float SHORT_VECTOR_LENGTH = 0.7f;

  private static final Shape TASK =
      Shape.oneOf(
          Set.of(
              "RETRIEVAL_QUERY",
              "RETRIEVAL_DOCUMENT",
              "SEMANTIC_SIMILARITY",
              "CLASSIFICATION",
              "CLUSTERING",
              "QUESTION_ANSWERING",
              "FACT_VERIFICATION",
              "CODE_RETRIEVAL_QUERY"));

  private static final Shape SIZE = Shape.integerBetween(128, FULL_SIZE);

  private static final Shape CONTENT =
      Shape.object(
          Map.of(
              "role",
              Shape.text(),
              "parts",
              Shape.listOf(Shape.object(Map.of("text", Shape.text())))));

  private static final Shape ONE =
      Shape.object(
          Map.of(
              "model", Shape.text(),
              "content", CONTENT,
              "taskType", TASK,
              "title", Shape.text(),
              "outputDimensionality", SIZE));

  private static final Shape BATCH = Shape.object(Map.of("requests", Shape.listOf(ONE)));

  private static final Shape VERTEX_ONE =
      Shape.object(
          Map.of(
              "content",
              CONTENT,
              "embedContentConfig",
              Shape.object(
                  Map.of(
                      "taskType",
                      TASK,
                      "title",
                      Shape.text(),
                      "outputDimensionality",
                      SIZE,
                      "autoTruncate",
                      Shape.flag()))));

  private static final Shape PREDICT =
      Shape.object(
          Map.of(
              "instances",
              Shape.listOf(
                  Shape.object(
                      Map.of("content", Shape.text(), "task_type", TASK, "title", Shape.text()))),
              "parameters",
              Shape.object(Map.of("outputDimensionality", SIZE, "autoTruncate", Shape.flag()))));

  private Embeddings() {}

  static JsonObject reply(GeminiCall call, JsonObject request) {
    return switch (call.method()) {
      case "batchEmbedContents" -> batch(call, request);
      case "predict" -> predict(call, request);
      default -> call.vertex() ? vertexOne(request) : one(request);
    };
  }

  private static JsonObject batch(GeminiCall call, JsonObject request) {
    BATCH.check(request, "");
    JsonArray requests = request.getAsJsonArray("requests");
    require(
        requests != null && !requests.isEmpty(),
        "* BatchEmbedContentsRequest.requests: requests is not specified\n");
    require(
        requests.size() <= MOST_TEXTS,
        "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch\n");
    JsonArray embeddings = new JsonArray();
    for (JsonElement each : requests) {
      JsonObject one = each.getAsJsonObject();
      require(
          ("models/" + call.model()).equals(textOr(one, "model", "")),
          "* BatchEmbedContentsRequest.requests: the model of each must be that of the batch\n");
      embeddings.add(embedding(one));
    }
    JsonObject reply = new JsonObject();
    reply.add("embeddings", embeddings);
    return reply;
  }

  private static JsonObject one(JsonObject request) {
    ONE.check(request, "");
    JsonObject reply = new JsonObject();
    reply.add("embedding", embedding(request));
    return reply;
  }

  private static JsonObject embedding(JsonObject request) {
    checkTitle(textOr(request, "taskType", ""), request.has("title"));
    JsonObject embedding = new JsonObject();
    embedding.add(
        "values", values(text(request), size(request, "outputDimensionality"), MOST_TOKENS));
    return embedding;
  }

  private static JsonObject vertexOne(JsonObject request) {
    VERTEX_ONE.check(request, "");
    JsonObject config = objectOr(request, "embedContentConfig");
    checkTitle(textOr(config, "taskType", ""), config.has("title"));
    String text = text(request);
    JsonObject embedding = new JsonObject();
    embedding.add("values", values(text, size(config, "outputDimensionality"), MOST_TOKENS));
    JsonObject usage = new JsonObject();
    usage.addProperty("promptTokenCount", Math.min(MOST_TOKENS, Tokens.count(text)));
    usage.addProperty("totalTokenCount", Math.min(MOST_TOKENS, Tokens.count(text)));
    JsonObject reply = new JsonObject();
    reply.add("embedding", embedding);
    reply.add("usageMetadata", usage);
    reply.addProperty("truncated", Tokens.count(text) > MOST_TOKENS);
    return reply;
  }

  private static JsonObject predict(GeminiCall call, JsonObject request) {
    PREDICT.check(request, "");
    JsonArray instances = request.getAsJsonArray("instances");
    require(instances != null && !instances.isEmpty(), "Empty instances.");
    require(
        instances.size() == 1 || !call.model().startsWith("gemini-"),
        call.model() + " supports one instance per request, got " + instances.size() + ".");
    JsonObject parameters = objectOr(request, "parameters");
    JsonArray predictions = new JsonArray();
    int characters = 0;
    for (JsonElement each : instances) {
      JsonObject instance = each.getAsJsonObject();
      checkTitle(textOr(instance, "task_type", ""), instance.has("title"));
      String text = textOr(instance, "content", "");
      predictions.add(prediction(text, parameters));
      characters += (int) text.chars().filter(c -> !Character.isWhitespace(c)).count();
    }
    JsonObject metadata = new JsonObject();
    metadata.addProperty("billableCharacterCount", characters);
    JsonObject reply = new JsonObject();
    reply.add("predictions", predictions);
    reply.add("metadata", metadata);
    return reply;
  }

  private static JsonObject prediction(String text, JsonObject parameters) {
    int tokens = Tokens.count(text);
    boolean truncates =
        !parameters.has("autoTruncate") || parameters.get("autoTruncate").getAsBoolean();
    require(
        truncates || tokens <= MOST_TOKENS,
        "The input token count is " + tokens + " but the model supports up to 2048.");
    JsonObject statistics = new JsonObject();
    statistics.addProperty("truncated", tokens > MOST_TOKENS);
    statistics.addProperty("token_count", Math.min(tokens, MOST_TOKENS));
    JsonObject embeddings = new JsonObject();
    embeddings.add("values", values(text, size(parameters, "outputDimensionality"), MOST_TOKENS));
    embeddings.add("statistics", statistics);
    JsonObject prediction = new JsonObject();
    prediction.add("embeddings", embeddings);
    return prediction;
  }

  private static JsonArray values(String text, int size, int mostTokens) {
    require(!text.isBlank(), "The text content is empty.");
    float length = size == FULL_SIZE ? 1 : SHORT_VECTOR_LENGTH;
    JsonArray values = new JsonArray(size);
    for (float value : new HashingEmbedder(size).embedQuery(Tokens.first(text, mostTokens))) {
      values.add(value * length);
    }
    return values;
  }

  private static String text(JsonObject request) {
    JsonObject content = objectOr(request, "content");
    JsonArray parts = content.getAsJsonArray("parts");
    require(
        parts != null && !parts.isEmpty(),
        "* EmbedContentRequest.content: contents is not specified\n");
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(textOr(part.getAsJsonObject(), "text", "")));
    return text.toString();
  }

  private static void checkTitle(String task, boolean hasTitle) {
    require(
        !hasTitle || task.equals("RETRIEVAL_DOCUMENT"),
        "The title is only supported with task type RETRIEVAL_DOCUMENT.");
  }

  private static int size(JsonObject object, String name) {
    JsonElement size = object.get(name);
    return size == null ? FULL_SIZE : size.getAsInt();
  }

  private static String textOr(JsonObject object, String name, String otherwise) {
    JsonElement text = object.get(name);
    return text == null ? otherwise : text.getAsString();
  }

  private static JsonObject objectOr(JsonObject object, String name) {
    @Nullable JsonObject found = object.getAsJsonObject(name);
    return found == null ? new JsonObject() : found;
  }

  private static void require(boolean met, String problem) {
    if (!met) {
      throw ApiError.invalid(problem);
    }
  }
}
