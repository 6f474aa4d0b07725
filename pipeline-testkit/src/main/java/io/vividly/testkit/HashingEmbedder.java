package io.vividly.testkit;

import io.vividly.core.port.Embedder;
import java.util.List;
import java.util.Locale;

/**
 * An embedder for tests: a bag of words, hashed. Texts are alike when they share words; it knows
 * nothing of meaning, and needs no model.
 */
public final class HashingEmbedder implements Embedder {

  private static final int DIMENSIONS = 256;

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public String model() {
    return "hashed-words-256";
  }

  @Override
  public float[] embedQuery(String text) {
    return embed(text);
  }

  @Override
  public List<float[]> embedPassages(List<String> texts) {
    return texts.stream().map(HashingEmbedder::embed).toList();
  }

  private static float[] embed(String text) {
    float[] vector = new float[DIMENSIONS];
    // Keeps the vector of a text without words from being zero.
    vector[0] = 0.01f;
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty()) {
        vector[1 + Math.floorMod(word.hashCode() * 0x9E3779B9, DIMENSIONS - 1)] += 1;
      }
    }
    double sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] /= (float) Math.sqrt(sum);
    }
    return vector;
  }
}
