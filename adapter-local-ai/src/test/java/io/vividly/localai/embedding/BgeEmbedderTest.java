package io.vividly.localai.embedding;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.port.Embedder;
import io.vividly.testkit.EmbedderContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BgeEmbedderTest extends EmbedderContract {

  private static final BgeEmbedder EMBEDDER = new BgeEmbedder();

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @Override
  protected Embedder embedder() {
    return EMBEDDER;
  }

  @Test
  void failsOnceClosed() {
    BgeEmbedder closed = new BgeEmbedder();
    closed.embedPassages(List.of("loads the model"));
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.embedQuery("anything"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
