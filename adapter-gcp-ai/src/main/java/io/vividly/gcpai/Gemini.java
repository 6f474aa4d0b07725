package io.vividly.gcpai;

import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.ThinkingConfig;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.ScriptWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gemini, which understands questions and writes scripts. It has one client, whose connections all
 * calls share. Safe for use by many threads.
 */
public final class Gemini implements AutoCloseable {

  private final GeminiOptions options;
  private final GenAiConnection connection;
  private final ProviderCalls calls;

  private Gemini(GeminiOptions options) {
    this.options = options;
    boolean vertex = options.project() != null && options.apiKey() == null;
    this.connection =
        GenAiConnection.open(
            vertex ? options.project() : null,
            vertex ? options.location() : null,
            options.apiKey(),
            options.endpoint(),
            options.calls().deadline());
    this.calls = new ProviderCalls(GeminiReply.PROVIDER, options.calls(), new GenAiJudge());
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
            connection,
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
        new GeminiModel(connection, calls, options.scriptModel(), config.build()),
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
    connection.close();
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
}
