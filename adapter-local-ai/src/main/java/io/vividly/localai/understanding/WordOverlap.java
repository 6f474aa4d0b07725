package io.vividly.localai.understanding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of a question's words is in the vocabulary of a topic; what few topics have weighs more.
 */
final class WordOverlap {

  private final Map<String, Integer> frequency = new HashMap<>();
  private final int vocabularies;

  /**
   * @param vocabularies the runs of letters of each topic
   */
  WordOverlap(List<Set<String>> vocabularies) {
    this.vocabularies = vocabularies.size();
    vocabularies.forEach(grams -> grams.forEach(gram -> frequency.merge(gram, 1, Integer::sum)));
  }

  /** From 0, nothing, to 1, all of it. */
  double of(Set<String> question, Set<String> vocabulary) {
    double shared = 0;
    double total = 0;
    for (String gram : question) {
      double weight = Math.log(1 + vocabularies / (0.5 + frequency.getOrDefault(gram, 0)));
      total += weight;
      if (vocabulary.contains(gram)) {
        shared += weight;
      }
    }
    return total == 0 ? 0 : shared / total;
  }
}
