package io.vividly.gcpai;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.ThinkingConfig;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.ScriptWriter;
import java.util.Objects;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Gemini, which understands questions and writes scripts. It has one client, whose connections all
 * calls share. Safe for use by many threads.
 */
public final class Gemini implements AutoCloseable {

  private final GeminiOptions options;
  private final Client client;
  private final ProviderCalls calls;

  private Gemini(GeminiOptions options) {
    this.options = options;
    this.client = client(options);
    this.calls = new ProviderCalls(GeminiReply.PROVIDER, options.calls(), new GeminiJudge());
  }

  /** Calls nobody yet. */
  public static Gemini open(GeminiOptions options) {
    return new Gemini(options);
  }

  /**
   * @param curriculum the topics to choose from; read once
   */
  public LanguageUnderstanding understanding(Curriculum curriculum) {
    return new GeminiUnderstanding(
        new GeminiModel(
            client,
            calls,
            options.understandingModel(),
            config(Prompt.UNDERSTANDING, Schemas.understanding()).temperature(0f).build()),
        curriculum);
  }

  /** Writes scenes as the model does, and hands on each as soon as it is there. */
  public ScriptWriter scriptWriter() {
    GenerateContentConfig.Builder config =
        config(Prompt.SCRIPT, Schemas.script()).maxOutputTokens(options.maxOutputTokens());
    set(options.temperature(), value -> config.temperature(value.floatValue()));
    set(options.topP(), value -> config.topP(value.floatValue()));
    set(
        options.thinkingBudget(),
        value -> config.thinkingConfig(ThinkingConfig.builder().thinkingBudget(value).build()));
    return new GeminiScriptWriter(
        new GeminiModel(client, calls, options.scriptModel(), config.build()),
        new GroundedReview());
  }

  /**
   * Names all that shapes what Gemini writes: the models, the prompts and how they are sampled.
   * Answers that were made with another version are not the same.
   */
  public String version() {
    return String.join(
        "/",
        options.understandingModel(),
        options.scriptModel(),
        Prompt.UNDERSTANDING.version(),
        Prompt.SCRIPT.version(),
        String.valueOf(options.temperature()),
        String.valueOf(options.topP()),
        String.valueOf(options.seed()),
        String.valueOf(options.thinkingBudget()));
  }

  @Override
  public void close() {
    client.close();
  }

  private GenerateContentConfig.Builder config(Prompt prompt, Schema schema) {
    GenerateContentConfig.Builder config =
        GenerateContentConfig.builder()
            .systemInstruction(Content.fromParts(Part.fromText(prompt.text())))
            .responseMimeType("application/json")
            .responseSchema(schema)
            .candidateCount(1);
    set(options.seed(), config::seed);
    return config;
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  static Client client(GeminiOptions options) {
    // The retries are ours, which know when there is no point.
    HttpOptions.Builder http =
        HttpOptions.builder().retryOptions(HttpRetryOptions.builder().attempts(1).build());
    Client.Builder client = Client.builder();
    if (options.endpoint() != null) {
      http.baseUrl(Objects.requireNonNull(options.endpoint()).toString());
      client.apiKey("none").vertexAI(false);
    } else if (options.apiKey() != null) {
      client.apiKey(Objects.requireNonNull(options.apiKey())).vertexAI(false);
    } else {
      client
          .project(Objects.requireNonNull(options.project()))
          .location(options.location())
          .vertexAI(true);
    }
    return client
        .httpOptions(http.build())
        .clientOptions(ClientOptions.builder().customHttpClient(httpClient(options)).build())
        .build();
  }

  private static OkHttpClient httpClient(GeminiOptions options) {
    return new OkHttpClient.Builder()
        .callTimeout(options.calls().deadline())
        .readTimeout(options.calls().deadline())
        .retryOnConnectionFailure(false)
        .addInterceptor(HttpCall.interceptor())
        .build();
  }
}
