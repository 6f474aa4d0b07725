package io.vividly.gcpai;

import io.vividly.core.port.Embedder;
import io.vividly.testkit.EmbedderContract;
import io.vividly.testkit.google.GeminiServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract, on both forms of the API. */
class VertexEmbedderTest {

  private static GeminiServer server;
  private static VertexEmbedder vertex;
  private static VertexEmbedder geminiApi;

  @BeforeAll
  static void open() {
    server = GeminiServer.start();
    VertexEmbedderOptions.Builder options =
        VertexEmbedderOptions.builder()
            .endpoint(server.endpoint())
            .calls(CallOptions.builder().deadline(Duration.ofSeconds(30)).build());
    geminiApi = VertexEmbedder.open(options.build());
    vertex = VertexEmbedder.open(options.vertex("a-project", "europe-west4").build());
  }

  @AfterAll
  static void close() {
    geminiApi.close();
    vertex.close();
    server.close();
  }

  @Nested
  class OnVertex extends EmbedderContract {
    @Override
    protected Embedder embedder() {
      return vertex;
    }
  }

  @Nested
  class OnTheGeminiApi extends EmbedderContract {
    @Override
    protected Embedder embedder() {
      return geminiApi;
    }
  }
}
