package io.vividly.core.port;

import java.util.List;

/**
 * Turns text into vectors whose dot product says how alike two texts are. Safe for use by many
 * threads; may block for as long as a provider call takes.
 */
public interface Embedder {

  /** The length of every vector. */
  int dimensions();

  /** Names the model; vectors of different models must not be compared. */
  String model();

  /**
   * Embeds what somebody searches for.
   *
   * @return a vector of length 1
   */
  float[] embedQuery(String text);

  /** The same; whoever pays for it tells here what was used. */
  default float[] embedQuery(String text, StageContext context) {
    return embedQuery(text);
  }

  /**
   * Embeds what may be found.
   *
   * @param texts may be empty
   * @return a vector of length 1 for each text, in the same order
   */
  List<float[]> embedPassages(List<String> texts);
}
