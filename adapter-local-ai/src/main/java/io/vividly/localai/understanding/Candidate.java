package io.vividly.localai.understanding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a question may be about.
 *
 * @param subject a topic, or what to tell a student whose question is not for us
 * @param phrases that say it
 * @param vectors of the phrases
 * @param grams of the phrases
 */
record Candidate<T>(T subject, List<String> phrases, List<float[]> vectors, Set<String> grams) {

  static <T> Candidate<T> of(T subject, List<String> phrases, List<float[]> vectors) {
    Set<String> grams = new LinkedHashSet<>();
    phrases.forEach(phrase -> grams.addAll(Words.grams(phrase)));
    return new Candidate<>(subject, phrases, vectors, grams);
  }

  /** The cosine of the phrase that is closest. */
  double similarity(float[] question) {
    double best = -1;
    for (float[] vector : vectors) {
      double sum = 0;
      for (int i = 0; i < vector.length; i++) {
        sum += vector[i] * question[i];
      }
      best = Math.max(best, sum);
    }
    return best;
  }
}
