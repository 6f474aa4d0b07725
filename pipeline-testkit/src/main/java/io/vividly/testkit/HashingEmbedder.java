package io.vividly.testkit;

import io.vividly.core.port.Embedder;
import java.util.List;
import java.util.Locale;

/**
 * An embedder for tests: a bag of words, hashed. Texts are alike when they share words; it knows
 * nothing of meaning, and needs no model.
 */
public final class HashingEmbedder implements Embedder {

  private final int dimensions;

  /** With vectors of 256 numbers. */
  public HashingEmbedder() {
    this(256);
  }

  /**
   * @param dimensions the length of every vector, at least 2
   */
  public HashingEmbedder(int dimensions) {
    if (dimensions < 2) {
      throw new IllegalArgumentException("A vector needs two numbers at least: " + dimensions);
    }
    this.dimensions = dimensions;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public String model() {
    return "hashed-words-" + dimensions;
  }

  @Override
  public float[] embedQuery(String text) {
    return embed(text);
  }

  @Override
  public List<float[]> embedPassages(List<String> texts) {
    return texts.stream().map(this::embed).toList();
  }

  private float[] embed(String text) {
    float[] vector = new float[dimensions];
    // Keeps the vector of a text without words from being zero.
    vector[0] = 0.01f;
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty()) {
        vector[1 + Math.floorMod(word.hashCode() * 0x9E3779B9, dimensions - 1)] += 1;
      }
    }
    double sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= (float) Math.sqrt(sum);
    }
    return vector;
  }
}
