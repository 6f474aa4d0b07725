package io.vividly.localai.voice;

import java.util.Map;

/**
 * The sound of one sentence.
 *
 * @param samples full scale is 1
 * @param times when each token that makes a sound is heard, by its index in the sentence
 */
record Utterance(double[] samples, Map<Integer, Span> times) {

  Utterance {
    times = Map.copyOf(times);
  }

  /** In seconds from the beginning of the sentence. */
  record Span(double start, double end) {
    Span to(Span later) {
      return new Span(start, later.end);
    }
  }
}
