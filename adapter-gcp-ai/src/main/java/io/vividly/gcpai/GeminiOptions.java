package io.vividly.gcpai;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Gemini is reached and asked.
 *
 * @param apiKey for the Gemini API; null for Vertex AI
 * @param project of Google Cloud, for Vertex AI with the credentials of the process; null for the
 *     Gemini API
 * @param location of Vertex AI
 * @param endpoint another server than Google's, spoken to without credentials; null for Google's
 * @param understandingModel finds out what is asked
 * @param scriptModel writes scripts
 * @param temperature of scripts, 0 to 2; null for the model's own
 * @param topP of scripts; null for the model's own
 * @param seed makes replies more alike; null for none
 * @param maxOutputTokens of a script, the model's thinking included
 * @param thinkingBudget tokens of thinking for a script; null for the model's own
 * @param calls how it is called; the deadline is that of a whole reply
 */
public record GeminiOptions(
    @Nullable String apiKey,
    @Nullable String project,
    String location,
    @Nullable URI endpoint,
    String understandingModel,
    String scriptModel,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer seed,
    int maxOutputTokens,
    @Nullable Integer thinkingBudget,
    CallOptions calls) {

  public static final String DEFAULT_MODEL = "gemini-2.5-flash";

  public GeminiOptions {
    if (apiKey == null && project == null && endpoint == null) {
      throw new IllegalArgumentException(
          "Gemini needs an API key, a project of Google Cloud or another endpoint.");
    }
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException("maxOutputTokens must be at least 1");
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Leaves out the key. */
  @Override
  public String toString() {
    return "GeminiOptions[project="
        + project
        + ", understandingModel="
        + understandingModel
        + ", scriptModel="
        + scriptModel
        + "]";
  }

  /** Makes options; an API key, a project or an endpoint is needed, the rest has a default. */
  public static final class Builder {
    private @Nullable String apiKey;
    private @Nullable String project;
    private String location = "us-central1";
    private @Nullable URI endpoint;
    private String understandingModel = DEFAULT_MODEL;
    private String scriptModel = DEFAULT_MODEL;
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer seed;
    private int maxOutputTokens = 16_384;
    private @Nullable Integer thinkingBudget;
    private CallOptions calls = CallOptions.builder().deadline(Duration.ofSeconds(90)).build();

    private Builder() {}

    public Builder apiKey(@Nullable String value) {
      apiKey = value;
      return this;
    }

    public Builder project(@Nullable String value) {
      project = value;
      return this;
    }

    /** Default {@code us-central1}. */
    public Builder location(String value) {
      location = value;
      return this;
    }

    public Builder endpoint(@Nullable URI value) {
      endpoint = value;
      return this;
    }

    /** Default {@link #DEFAULT_MODEL}. */
    public Builder understandingModel(String value) {
      understandingModel = value;
      return this;
    }

    /** Default {@link #DEFAULT_MODEL}. */
    public Builder scriptModel(String value) {
      scriptModel = value;
      return this;
    }

    public Builder temperature(@Nullable Double value) {
      temperature = value;
      return this;
    }

    public Builder topP(@Nullable Double value) {
      topP = value;
      return this;
    }

    public Builder seed(@Nullable Integer value) {
      seed = value;
      return this;
    }

    /** Default 16,384. */
    public Builder maxOutputTokens(int value) {
      maxOutputTokens = value;
      return this;
    }

    public Builder thinkingBudget(@Nullable Integer value) {
      thinkingBudget = value;
      return this;
    }

    /** Default: 90 s for a reply, the rest as {@link CallOptions#builder()} has it. */
    public Builder calls(CallOptions value) {
      calls = value;
      return this;
    }

    public GeminiOptions build() {
      return new GeminiOptions(
          apiKey,
          project,
          location,
          endpoint,
          understandingModel,
          scriptModel,
          temperature,
          topP,
          seed,
          maxOutputTokens,
          thinkingBudget,
          calls);
    }
  }
}
