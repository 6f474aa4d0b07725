package io.vividly.localai.script;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.vividly.core.port.Embedder;
import java.util.List;

/** The embedding model itself, loaded once for all tests. */
final class BgeEmbedder implements Embedder {

  static final BgeEmbedder INSTANCE = new BgeEmbedder();

  private final BgeSmallEnV15QuantizedEmbeddingModel model =
      new BgeSmallEnV15QuantizedEmbeddingModel();

  private BgeEmbedder() {}

  @Override
  public int dimensions() {
    return model.dimension();
  }

  @Override
  public String model() {
    return "bge-small-en-v1.5-q";
  }

  @Override
  public float[] embedQuery(String text) {
    return embedPassages(List.of(text)).get(0);
  }

  @Override
  public List<float[]> embedPassages(List<String> texts) {
    return texts.isEmpty()
        ? List.of()
        : model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
            .map(embedding -> embedding.vector())
            .toList();
  }
}
