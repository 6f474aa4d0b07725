package io.vividly.localai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.port.Embedder;
import io.vividly.testkit.HashingEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {

  @TempDir Path folder;

  private final Counting embedder = new Counting();

  @Test
  void embedsOnlyWhatIsNew() {
    cache().embed(List.of("a", "b", "a"));
    List<float[]> vectors = cache().embed(List.of("b", "c"));

    assertThat(embedder.embedded).containsExactly("a", "b", "c");
    assertThat(vectors.get(0)).isEqualTo(new HashingEmbedder().embedQuery("b"));
    assertThat(vectors.get(1)).isEqualTo(new HashingEmbedder().embedQuery("c"));
  }

  @Test
  void startsAnewWhenTheFileIsDamaged() throws IOException {
    cache().embed(List.of("a", "b"));
    Path file = folder.resolve("curriculum-vectors.bin");
    byte[] bytes = Files.readAllBytes(file);
    for (int cut : new int[] {0, 3, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, cut));
      assertThat(cache().embed(List.of("a", "b"))).hasSize(2);
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(cache().embed(List.of("a")).get(0)).isEqualTo(new HashingEmbedder().embedQuery("a"));
  }

  private VectorCache cache() {
    return new VectorCache(folder, embedder);
  }

  private static final class Counting implements Embedder {

    private final HashingEmbedder embedder = new HashingEmbedder();
    private final List<String> embedded = new ArrayList<>();

    @Override
    public int dimensions() {
      return embedder.dimensions();
    }

    @Override
    public String model() {
      return embedder.model();
    }

    @Override
    public float[] embedQuery(String text) {
      return embedder.embedQuery(text);
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
      embedded.addAll(texts);
      return embedder.embedPassages(texts);
    }
  }
}
