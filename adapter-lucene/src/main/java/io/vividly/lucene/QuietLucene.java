package io.vividly.lucene;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Lucene from warning on standard error that it does without the Vector API: on some Java
 * versions because a flag is missing, on Java 23 and later because Lucene 9 does not know them. It
 * only means less speed, which an index of a few thousand passages does not need.
 */
final class QuietLucene {

  /** Held, because a logger that nobody holds is collected, and its level with it. */
  private static final Logger VECTORIZATION =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  private QuietLucene() {}

  /** To be called before Lucene is; leaves a level alone that somebody has set. */
  static void silence() {
    if (VECTORIZATION.getLevel() == null) {
      VECTORIZATION.setLevel(Level.SEVERE);
    }
  }
}
