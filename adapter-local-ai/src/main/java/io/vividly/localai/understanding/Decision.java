package io.vividly.localai.understanding;

import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import java.util.List;

/**
 * Decides by the scores of a question.
 *
 * @param topics best first
 * @param outside what is not for us, best first
 * @param named topics whose titles are in the question
 * @param tellingWords how many different words of the question may say something about a topic
 */
record Decision(
    List<Scored<Topic>> topics, List<Scored<Scope>> outside, List<Topic> named, int tellingWords) {

  /** How much the common words count, next to a cosine. */
  static final double WORD_SHARE = 0.2;

  private static final double MIN_SCORE = 0.72;
  private static final double MAX_BEHIND_OUTSIDE = 0.0;

  private static final int MAX_CHOICES = 4;
  private static final double CONFIDENCE_SCALE = 0.05;

  Understanding take(Clarification clarification) {
    double best = topics.isEmpty() ? 0 : topics.get(0).score();
    double behind = outside.get(0).score() - best;
    if (best < MIN_SCORE || behind > MAX_BEHIND_OUTSIDE) {
      return new Understanding.OutOfScope(outside.get(0).subject().reason());
    }
    List<Topic> competing = competing();
    if (competing.size() > 1) {
      return new Understanding.ClarificationNeeded(List.of(clarification.question(competing)));
    }
    return new Understanding.Understood(competing.get(0), confidence(best));
  }

  private List<Topic> competing() {
    if (!named.isEmpty()) {
      return named.subList(0, Math.min(MAX_CHOICES, named.size()));
    }
    return topics.stream()
        .filter(topic -> competes(topics.get(0), topic))
        .limit(MAX_CHOICES)
        .map(Scored::subject)
        .toList();
  }

  private boolean competes(Scored<Topic> best, Scored<Topic> other) {
    double lessAlike = best.similarity() - other.similarity();
    return best.score() - other.score() < margin() && lessAlike < margin();
  }

  /** A single word names a field more often than a topic, so that more topics compete for it. */
  private double margin() {
    return switch (tellingWords) {
      case 1 -> 0.15;
      case 2 -> 0.07;
      default -> 0.01;
    };
  }

  private double confidence(double best) {
    double next = topics.size() > 1 ? topics.get(1).score() : 0;
    double lead = best - Math.max(next, outside.get(0).score());
    return 1 / (1 + Math.exp(-lead / CONFIDENCE_SCALE));
  }
}
