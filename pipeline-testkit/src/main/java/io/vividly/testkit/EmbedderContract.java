package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vividly.core.port.Embedder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Embedder} must do. */
public abstract class EmbedderContract {

  private static final String LIGHT = "Plants use light to make sugar.";
  private static final String MONEY = "A bank pays interest on money.";

  /** The embedder to test; may be the same for all tests. */
  protected abstract Embedder embedder();

  @Test
  void namesItsModel() {
    assertThat(embedder().model()).isNotBlank();
    assertThat(embedder().dimensions()).isPositive();
  }

  @Test
  void givesVectorsOfLengthOne() {
    for (String text : List.of(LIGHT, "x", "😂", "e = mc²", "word ".repeat(1_500))) {
      assertUnit(embedder().embedQuery(text));
      assertUnit(embedder().embedPassages(List.of(text)).get(0));
    }
  }

  @Test
  void embedsNothing() {
    assertThat(embedder().embedPassages(List.of())).isEmpty();
  }

  @Test
  void keepsTheOrder() {
    List<float[]> together = embedder().embedPassages(List.of(LIGHT, MONEY));

    assertThat(together).hasSize(2);
    assertThat(dot(together.get(0), embedder().embedPassages(List.of(LIGHT)).get(0)))
        .isCloseTo(1, within(1e-3));
    assertThat(dot(together.get(1), embedder().embedPassages(List.of(MONEY)).get(0)))
        .isCloseTo(1, within(1e-3));
  }

  @Test
  void findsThePassageThatFits() {
    List<float[]> passages = embedder().embedPassages(List.of(LIGHT, MONEY));
    float[] query = embedder().embedQuery("How do plants make sugar?");

    assertThat(dot(query, passages.get(0))).isGreaterThan(dot(query, passages.get(1)));
  }

  @Test
  void servesManyThreads() {
    float[] alone = embedder().embedQuery(LIGHT);

    List<float[]> crowd =
        IntStream.range(0, 16).parallel().mapToObj(i -> embedder().embedQuery(LIGHT)).toList();

    assertThat(crowd).allSatisfy(v -> assertThat(dot(v, alone)).isCloseTo(1, within(1e-3)));
  }

  private void assertUnit(float[] vector) {
    assertThat(vector).hasSize(embedder().dimensions());
    assertThat(dot(vector, vector)).isCloseTo(1, within(1e-3));
  }

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }
}
