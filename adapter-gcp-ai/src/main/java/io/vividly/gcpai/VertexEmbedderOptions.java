package io.vividly.gcpai;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how texts are embedded.
 *
 * @param model as Google names it
 * @param dimensions the length of the vectors, 128 to 3,072; Google recommends 768, 1,536 or 3,072
 * @param project of Google Cloud, for Vertex AI with the application default credentials; null for
 *     the Gemini API with a key
 * @param location of Vertex AI, as in {@code europe-west4}; null without a project
 * @param apiKey null for Vertex AI
 * @param endpoint another server, which is called without credentials; null for Google's
 */
public record VertexEmbedderOptions(
    String model,
    int dimensions,
    @Nullable String project,
    @Nullable String location,
    @Nullable String apiKey,
    @Nullable URI endpoint,
    CallOptions calls) {

  private static final int LEAST_DIMENSIONS = 128;
  private static final int MOST_DIMENSIONS = 3_072;

  public VertexEmbedderOptions {
    require(!model.isBlank(), "model must not be blank");
    require(
        dimensions >= LEAST_DIMENSIONS && dimensions <= MOST_DIMENSIONS,
        "dimensions must be 128 to 3072, not " + dimensions);
    require((project == null) == (location == null), "project and location go together");
    require(project == null || apiKey == null, "either a project or an API key, not both");
    require(
        project != null || apiKey != null || endpoint != null,
        "a project, an API key or an endpoint is needed");
  }

  /** What suits one process: see the setters of {@link Builder} for the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "VertexEmbedderOptions[" + model + ", " + dimensions + " dimensions]";
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Makes options; what is not set has a default. */
  public static final class Builder {
    private String model = "gemini-embedding-001";
    private int dimensions = 768;
    private @Nullable String project;
    private @Nullable String location;
    private @Nullable String apiKey;
    private @Nullable URI endpoint;
    private CallOptions calls =
        CallOptions.builder().deadline(Duration.ofSeconds(20)).maxConcurrent(8).build();

    private Builder() {}

    /** Default {@code gemini-embedding-001}. */
    public Builder model(String value) {
      model = value;
      return this;
    }

    /** Default 768. */
    public Builder dimensions(int value) {
      dimensions = value;
      return this;
    }

    /** Calls Vertex AI with the application default credentials. */
    public Builder vertex(String ofProject, String inLocation) {
      project = ofProject;
      location = inLocation;
      return this;
    }

    /** Calls the Gemini API with a key. */
    public Builder apiKey(@Nullable String value) {
      apiKey = value;
      return this;
    }

    /** Calls another server, without credentials. Default: Google's. */
    public Builder endpoint(@Nullable URI value) {
      endpoint = value;
      return this;
    }

    /**
     * Default: a deadline of 20 s, 8 calls at the same time, else as {@link CallOptions} has it.
     */
    public Builder calls(CallOptions value) {
      calls = value;
      return this;
    }

    public VertexEmbedderOptions build() {
      return new VertexEmbedderOptions(
          model, dimensions, project, location, apiKey, endpoint, calls);
    }
  }
}
