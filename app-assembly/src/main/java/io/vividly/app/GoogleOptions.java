package io.vividly.app;

import io.vividly.app.AiSettings.Provider;
import io.vividly.gcpai.CloudTextToSpeechOptions;
import io.vividly.gcpai.Gemini;
import io.vividly.gcpai.GeminiOptions;
import io.vividly.gcpai.VertexEmbedderOptions;
import io.vividly.gcs.GcsMediaStore;
import io.vividly.gcs.GcsOptions;
import org.jspecify.annotations.Nullable;

/** What the settings mean to the adapters of Google's services. */
final class GoogleOptions {

  private GoogleOptions() {}

  static GeminiOptions gemini(AiSettings ai) {
    GeminiSettings settings = ai.gemini();
    GeminiOptions.Builder options =
        GeminiOptions.builder()
            .apiKey(settings.apiKey())
            .project(settings.projectId())
            .location(settings.location())
            .endpoint(ai.endpoints().gemini())
            .temperature(settings.temperature());
    if (settings.understandingModel() != null) {
      options.understandingModel(settings.understandingModel());
    }
    if (settings.scriptModel() != null) {
      options.scriptModel(settings.scriptModel());
    }
    return options.build();
  }

  static VertexEmbedderOptions embeddings(AiSettings ai) {
    GeminiSettings settings = ai.gemini();
    VertexEmbedderOptions.Builder options =
        VertexEmbedderOptions.builder().endpoint(ai.endpoints().gemini());
    if (settings.apiKey() != null) {
      options.apiKey(settings.apiKey());
    } else if (settings.projectId() != null) {
      options.vertex(settings.projectId(), settings.location());
    }
    if (settings.embeddingModel() != null) {
      options.model(settings.embeddingModel());
    }
    return options.build();
  }

  /**
   * @throws IllegalArgumentException if the voice is none that can be used; the message says why
   */
  static CloudTextToSpeechOptions speech(AiSettings ai) {
    CloudTextToSpeechOptions.Builder options =
        CloudTextToSpeechOptions.builder().endpoint(ai.endpoints().speech());
    if (ai.voice() != null) {
      options.narrator(ai.voice());
    }
    return options.build();
  }

  static GcsMediaStore media(AiSettings ai, String bucket) {
    return GcsMediaStore.open(
        GcsOptions.builder(bucket).endpoint(ai.endpoints().storage()).build());
  }

  /** Names whatever of Google's shapes an answer; null where nothing of it is used. */
  static @Nullable String version(AiSettings ai) {
    if (!ai.uses(Provider.GCP)) {
      return null;
    }
    return String.join(
        "/",
        ai.understanding().names(),
        ai.script().names(),
        ai.speech().names(),
        ai.embeddings().wireName(),
        String.valueOf(ai.voice()),
        ai.usesGemini() ? Gemini.version(gemini(ai)) : "",
        String.valueOf(ai.gemini().embeddingModel()));
  }
}
