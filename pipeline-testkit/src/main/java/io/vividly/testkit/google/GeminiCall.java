package io.vividly.testkit.google;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a request asks for.
 *
 * @param vertex whether it has the form of Vertex AI and not of the Gemini API
 * @param model as in {@code gemini-2.5-flash}
 * @param method as in {@code generateContent}
 */
record GeminiCall(boolean vertex, String model, String method) {

  private static final Pattern GEMINI_API =
      Pattern.compile("/v1(?:beta)?/models/([^/:]+):([A-Za-z]+)");

  /** Clients that are given another base URL and no project leave the project out. */
  private static final Pattern VERTEX =
      Pattern.compile(
          "/v1(?:beta1)?/(?:projects/[^/]+/locations/[^/]+/)?publishers/google/models/([^/:]+):([A-Za-z]+)");

  static GeminiCall of(String path) {
    Matcher gemini = GEMINI_API.matcher(path);
    if (gemini.matches()) {
      return new GeminiCall(false, gemini.group(1), gemini.group(2));
    }
    Matcher vertex = VERTEX.matcher(path);
    if (vertex.matches()) {
      return new GeminiCall(true, vertex.group(1), vertex.group(2));
    }
    throw ApiError.notFound("Requested entity was not found.");
  }

  boolean streams() {
    return method.equals("streamGenerateContent");
  }

  /** Whether a model of this name does what is asked. */
  boolean isKnown() {
    boolean embeds = model.contains("embedding");
    return switch (method) {
      case "generateContent", "streamGenerateContent" -> model.startsWith("gemini-") && !embeds;
      case "embedContent" -> embeds;
      case "batchEmbedContents" -> embeds && !vertex;
      case "predict" -> embeds && vertex;
      default -> false;
    };
  }
}
