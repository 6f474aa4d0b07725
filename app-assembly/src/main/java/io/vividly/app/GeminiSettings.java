package io.vividly.app;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the environment variables say about Gemini.
 *
 * @param apiKey for the Gemini API; null for Vertex AI and the account of the process
 * @param projectId for Vertex AI
 * @param understandingModel null for the default
 * @param scriptModel null for the default
 * @param embeddingModel null for the default
 * @param temperature of scripts, 0 to 2; null for the default
 */
record GeminiSettings(
    @Nullable String apiKey,
    @Nullable String projectId,
    String location,
    @Nullable String understandingModel,
    @Nullable String scriptModel,
    @Nullable String embeddingModel,
    @Nullable Double temperature) {

  private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9.@_-]*");
  private static final Pattern LOCATION = Pattern.compile("[a-z]+(-[a-z]+[0-9]+)?");
  private static final String DEFAULT_LOCATION = "us-central1";
  private static final int MAX_TEMPERATURE = 2;

  static GeminiSettings read(Settings.Reader reader, @Nullable String projectId) {
    String location = reader.text("GCP_LOCATION", LOCATION, "a region, as us-central1, or global");
    String all = model(reader, "GEMINI_MODEL");
    return new GeminiSettings(
        reader.text("GEMINI_API_KEY"),
        projectId,
        location == null ? DEFAULT_LOCATION : location,
        orElse(model(reader, "NLU_MODEL"), all),
        orElse(model(reader, "SCRIPT_MODEL"), all),
        model(reader, "EMBEDDINGS_MODEL"),
        temperature(reader));
  }

  boolean hasAccess() {
    return apiKey != null || projectId != null;
  }

  private static @Nullable String model(Settings.Reader reader, String variable) {
    return reader.text(variable, MODEL, "a model's name, as gemini-2.5-flash");
  }

  private static @Nullable String orElse(@Nullable String value, @Nullable String otherwise) {
    return value == null ? otherwise : value;
  }

  private static @Nullable Double temperature(Settings.Reader reader) {
    String value = reader.text("SCRIPT_TEMPERATURE");
    if (value == null) {
      return null;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= 0 && number <= MAX_TEMPERATURE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    reader.problem(
        "SCRIPT_TEMPERATURE must be a number from 0 to "
            + MAX_TEMPERATURE
            + ", not \""
            + value
            + "\".");
    return null;
  }

  /** Leaves out the key. */
  @Override
  public String toString() {
    return "GeminiSettings[projectId=" + projectId + ", location=" + location + "]";
  }
}
