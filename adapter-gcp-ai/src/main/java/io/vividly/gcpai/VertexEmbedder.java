package io.vividly.gcpai;

import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.ContentEmbeddingStatistics;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbedContentResponse;
import io.vividly.core.model.Usage;
import io.vividly.core.port.Embedder;
import io.vividly.core.port.StageContext;
import io.vividly.core.port.TransientFailureException;
import io.vividly.gcpai.GenAiJudge.BrokenReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Embeds with Google's {@code gemini-embedding-001}, on Vertex AI or the Gemini API. Texts of more
 * than 2,048 tokens are embedded by their beginning.
 *
 * <p>Several passages are embedded in batches: of 100 on the Gemini API, of one on Vertex AI, which
 * takes no more at a time of this model. Batches are under way at the same time, as many as {@link
 * CallOptions#maxConcurrent}. What a query costs is told where the reply says it, on Vertex AI.
 */
public final class VertexEmbedder implements Embedder, AutoCloseable {

  private static final String PROVIDER = "gemini";
  private static final String OPERATION = "embedContent";
  private static final String QUERY = "RETRIEVAL_QUERY";
  private static final String PASSAGE = "RETRIEVAL_DOCUMENT";

  /** https://ai.google.dev/api/embeddings: at most 100 requests can be in one batch. */
  private static final int GEMINI_API_BATCH = 100;

  /**
   * https://cloud.google.com/vertex-ai/generative-ai/docs/embeddings/get-text-embeddings: one
   * instance per request.
   */
  private static final int VERTEX_BATCH = 1;

  private final VertexEmbedderOptions options;
  private final GenAiConnection connection;
  private final ProviderCalls calls;

  private VertexEmbedder(VertexEmbedderOptions options) {
    this.options = options;
    this.connection =
        GenAiConnection.open(
            options.project(),
            options.location(),
            options.apiKey(),
            options.endpoint(),
            options.calls().deadline());
    this.calls = new ProviderCalls(PROVIDER, options.calls(), new GenAiJudge());
  }

  /** Opens the client, without a call yet. */
  public static VertexEmbedder open(VertexEmbedderOptions options) {
    return new VertexEmbedder(options);
  }

  @Override
  public int dimensions() {
    return options.dimensions();
  }

  @Override
  public String model() {
    return options.model();
  }

  @Override
  public float[] embedQuery(String text) {
    return embedQuery(text, StageContext.none());
  }

  @Override
  public float[] embedQuery(String text, StageContext context) {
    return embed(List.of(text), QUERY, context).get(0);
  }

  @Override
  public List<float[]> embedPassages(List<String> texts) {
    int size = options.project() == null ? GEMINI_API_BATCH : VERTEX_BATCH;
    List<List<String>> batches = new ArrayList<>();
    for (int start = 0; start < texts.size(); start += size) {
      batches.add(texts.subList(start, Math.min(texts.size(), start + size)));
    }
    return switch (batches.size()) {
      case 0 -> List.of();
      case 1 -> embed(batches.get(0), PASSAGE, StageContext.none());
      default -> atTheSameTime(batches);
    };
  }

  /** Ends the calls that are under way; later ones fail. */
  @Override
  public void close() {
    connection.close();
  }

  /** The first batch that fails ends the others, which would be paid for in vain. */
  private List<float[]> atTheSameTime(List<List<String>> batches) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(batches.size(), options.calls().maxConcurrent()));
    try {
      List<Future<List<float[]>>> results = new ArrayList<>();
      for (List<String> batch : batches) {
        results.add(threads.submit(() -> embed(batch, PASSAGE, StageContext.none())));
      }
      List<float[]> vectors = new ArrayList<>();
      for (Future<List<float[]>> result : results) {
        vectors.addAll(result.get());
      }
      return vectors;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("Interrupted while passages were embedded.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("an embedding failed with an error", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<float[]> embed(List<String> texts, String task, StageContext context) {
    EmbedContentConfig config =
        EmbedContentConfig.builder()
            .taskType(task)
            .outputDimensionality(options.dimensions())
            .build();
    Embedded embedded =
        calls.call(
            context,
            OPERATION,
            options.model(),
            () ->
                read(
                    connection.call(
                        client -> client.models.embedContent(options.model(), texts, config)),
                    texts.size()));
    if (embedded.tokens() > 0) {
      context.used(Usage.of(PROVIDER, options.model(), Usage.Unit.INPUT_TOKENS, embedded.tokens()));
    }
    return embedded.vectors();
  }

  /**
   * @param tokens 0 if the reply does not say
   */
  private record Embedded(List<float[]> vectors, long tokens) {}

  private Embedded read(EmbedContentResponse response, int count) {
    List<ContentEmbedding> embeddings = response.embeddings().orElse(List.of());
    if (embeddings.size() != count) {
      throw new BrokenReplyException(embeddings.size() + " vectors for " + count + " texts");
    }
    List<float[]> vectors = new ArrayList<>();
    double tokens = 0;
    for (ContentEmbedding embedding : embeddings) {
      vectors.add(ofLengthOne(embedding.values().orElse(List.of())));
      tokens += embedding.statistics().flatMap(ContentEmbeddingStatistics::tokenCount).orElse(0f);
    }
    return new Embedded(vectors, Math.round(tokens));
  }

  /** Google's own have it in their full size only. */
  private float[] ofLengthOne(List<Float> values) {
    double length = Math.sqrt(values.stream().mapToDouble(value -> value * value).sum());
    if (values.size() != options.dimensions() || !(length > 0) || Double.isInfinite(length)) {
      throw new BrokenReplyException(values.size() + " numbers of the length " + length);
    }
    float[] vector = new float[values.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (values.get(i) / length);
    }
    return vector;
  }
}
