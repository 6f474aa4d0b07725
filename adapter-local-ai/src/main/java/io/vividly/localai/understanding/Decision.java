package io.vividly.localai.understanding;

import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import java.util.List;

/**
 * Decides by the scores of a question.
 *
 * @param topics best first
 * @param outside what is not for us, best first
 * @param naming how it names topics
 * @param tellingWords how many different words of the question may say something about a topic
 */
record Decision(
    List<Scored<Topic>> topics, List<Scored<Scope>> outside, Naming naming, int tellingWords) {

  /** How much the common words count, next to a cosine. */
  static final double WORD_SHARE = 0.2;

  private static final double MIN_SCORE = 0.72;

  /** How far a topic that the question names may be behind the best one. */
  private static final double NAMED_MARGIN = 0.15;

  private static final int MAX_CHOICES = 4;
  private static final double CONFIDENCE_SCALE = 0.05;

  Understanding take(Clarification clarification) {
    double best = topics.isEmpty() ? 0 : topics.get(0).score();
    if (best < MIN_SCORE || isOutside(best)) {
      return new Understanding.OutOfScope(outside.get(0).subject().reason());
    }
    List<Topic> competing = competing();
    if (competing.size() > 1) {
      return new Understanding.ClarificationNeeded(List.of(clarification.question(competing)));
    }
    return new Understanding.Understood(competing.get(0), confidence(best));
  }

  /** A few words that a topic happens to have must not outweigh the meaning, nor the reverse. */
  private boolean isOutside(double bestScore) {
    return outside.get(0).score() > bestScore || closest(outside) > closest(topics);
  }

  private static <T> double closest(List<Scored<T>> candidates) {
    return candidates.stream().mapToDouble(Scored::similarity).max().orElse(0);
  }

  private List<Topic> competing() {
    double best = topics.get(0).score();
    List<Topic> named =
        naming.topics(
            topics.stream()
                .filter(topic -> best - topic.score() < NAMED_MARGIN)
                .map(Scored::subject)
                .toList());
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
