package io.vividly.testkit.google;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply before it is put into JSON.
 *
 * @param text null if the prompt was refused or nothing may be shown
 * @param finish why it ends; null if it does not say
 * @param blocked why the prompt was refused; null if it was not
 */
record GeneratedReply(
    GenerateRequest request,
    @Nullable String text,
    @Nullable String finish,
    @Nullable String blocked) {

  /** About as much as a model sends at a time. */
  private static final int CHUNK = 120;

  private static final String OTHER_FIELDS = "{\"answer\":[\"It depends.\"],\"certainty\":0.5}";

  /** What comes of what the model said. */
  static GeneratedReply of(GenerateRequest request, String said, @Nullable GeminiFault fault) {
    if (fault == GeminiFault.PROMPT_BLOCKED) {
      return new GeneratedReply(request, null, null, "SAFETY");
    }
    if (fault == GeminiFault.REPLY_BLOCKED) {
      String shown = request.call().streams() ? part(said, 0.3) : null;
      return new GeneratedReply(request, shown, "SAFETY", null);
    }
    if (fault == GeminiFault.MALFORMED_REPLY) {
      return new GeneratedReply(request, part(said, 0.7), "STOP", null);
    }
    if (fault == GeminiFault.UNFINISHED) {
      return new GeneratedReply(request, part(said, 0.5), null, null);
    }
    if (fault == GeminiFault.TRUNCATED) {
      return new GeneratedReply(request, part(said, 0.5), "MAX_TOKENS", null);
    }
    String text = fault == GeminiFault.WRONG_SCHEMA ? OTHER_FIELDS : said;
    int room = Math.max(0, request.maxOutputTokens() - request.thoughtTokens());
    return Tokens.count(text) > room
        ? new GeneratedReply(request, Tokens.first(text, room), "MAX_TOKENS", null)
        : new GeneratedReply(request, text, "STOP", null);
  }

  /** The whole reply as one document. */
  JsonObject whole(String responseId) {
    return document(responseId, text, text == null ? "" : text, true);
  }

  /** The reply as the documents of a stream. */
  List<JsonObject> chunks(String responseId) {
    if (text == null || text.isEmpty()) {
      return List.of(whole(responseId));
    }
    List<JsonObject> chunks = new ArrayList<>();
    for (int start = 0; start < text.length(); start = endOfChunk(start)) {
      int end = endOfChunk(start);
      chunks.add(
          document(
              responseId,
              text.substring(start, end),
              text.substring(0, end),
              end == text.length()));
    }
    return chunks;
  }

  /** Does not part what is one character. */
  private int endOfChunk(int start) {
    String all = text == null ? "" : text;
    int end = Math.min(all.length(), start + CHUNK);
    return end < all.length() && Character.isHighSurrogate(all.charAt(end - 1)) ? end + 1 : end;
  }

  /**
   * @param soFar all of the text up to here, for the count
   */
  private JsonObject document(
      String responseId, @Nullable String shown, String soFar, boolean last) {
    JsonObject document = new JsonObject();
    if (blocked == null) {
      JsonArray candidates = new JsonArray();
      candidates.add(candidate(shown, last));
      document.add("candidates", candidates);
    } else {
      JsonObject feedback = new JsonObject();
      feedback.addProperty("blockReason", blocked);
      feedback.add("safetyRatings", ratings());
      document.add("promptFeedback", feedback);
    }
    // The Gemini API counts in every piece of a stream, Vertex AI in the last one.
    if (last || !request.call().vertex()) {
      document.add("usageMetadata", usage(soFar));
    }
    document.addProperty("modelVersion", request.call().model());
    document.addProperty("responseId", responseId);
    return document;
  }

  private JsonObject candidate(@Nullable String shown, boolean last) {
    JsonObject candidate = new JsonObject();
    if (shown != null) {
      JsonObject part = new JsonObject();
      part.addProperty("text", shown);
      JsonArray parts = new JsonArray();
      parts.add(part);
      JsonObject content = new JsonObject();
      content.add("parts", parts);
      content.addProperty("role", "model");
      candidate.add("content", content);
    }
    if (last && finish != null) {
      candidate.addProperty("finishReason", finish);
    }
    if (last && "SAFETY".equals(finish)) {
      candidate.add("safetyRatings", ratings());
    }
    candidate.addProperty("index", 0);
    return candidate;
  }

  private JsonObject usage(String soFar) {
    int prompt = request.promptTokens();
    int said = Tokens.count(soFar);
    int thought = blocked == null ? request.thoughtTokens() : 0;
    JsonObject usage = new JsonObject();
    usage.addProperty("promptTokenCount", prompt);
    if (said > 0) {
      usage.addProperty("candidatesTokenCount", said);
    }
    if (thought > 0) {
      usage.addProperty("thoughtsTokenCount", thought);
    }
    usage.addProperty("totalTokenCount", prompt + said + thought);
    return usage;
  }

  private static JsonArray ratings() {
    JsonObject rating = new JsonObject();
    rating.addProperty("category", "HARM_CATEGORY_DANGEROUS_CONTENT");
    rating.addProperty("probability", "HIGH");
    rating.addProperty("blocked", true);
    JsonArray ratings = new JsonArray();
    ratings.add(rating);
    return ratings;
  }

  private static String part(String text, double share) {
    return text.substring(0, (int) (text.length() * share));
  }
}
