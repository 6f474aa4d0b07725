package io.vividly.lucene;

import io.vividly.core.model.Passage;
import io.vividly.core.port.Embedder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds, among the sections {@code Interest: …} of a topic, the one that fits what a student likes:
 * by the words, else by the meaning ("baking" is cooking).
 */
final class Interests {

  private static final String PREFIX = "Interest: ";

  /** With bge-small-en-v1.5, "guitar" has 0.79 with music, but "hockey" 0.75 with basketball. */
  private static final double MIN_SIMILARITY = 0.78;

  private final Embedder embedder;
  private final Function<String, Set<String>> terms;
  private final Map<String, float[]> vectors = new ConcurrentHashMap<>();

  /**
   * @param terms cuts a text into stemmed words
   */
  Interests(Embedder embedder, Function<String, Set<String>> terms) {
    this.embedder = embedder;
    this.terms = terms;
  }

  static boolean isInterest(Passage passage) {
    return passage.section().startsWith(PREFIX);
  }

  /** The section that fits; none if the interest is something else. */
  Optional<String> fitting(String interest, List<Passage> ofTopic) {
    Set<String> sections = new LinkedHashSet<>();
    ofTopic.stream()
        .filter(Interests::isInterest)
        .map(Passage::section)
        .sorted()
        .forEach(sections::add);
    Optional<String> named = byWords(interest, sections);
    return named.isPresent() ? named : byMeaning(interest, sections);
  }

  /** All words of the section's name are in the interest; the one that is named first wins. */
  private Optional<String> byWords(String interest, Set<String> sections) {
    List<String> said = new ArrayList<>(terms.apply(interest));
    Optional<String> best = Optional.empty();
    int bestPlace = Integer.MAX_VALUE;
    for (String section : sections) {
      Set<String> name = terms.apply(name(section));
      if (!name.isEmpty() && said.containsAll(name)) {
        int place = name.stream().mapToInt(said::indexOf).min().orElse(0);
        if (place < bestPlace) {
          best = Optional.of(section);
          bestPlace = place;
        }
      }
    }
    return best;
  }

  private Optional<String> byMeaning(String interest, Set<String> sections) {
    if (sections.isEmpty()) {
      return Optional.empty();
    }
    float[] wanted = embedder.embedPassages(List.of(interest)).get(0);
    Optional<String> best = Optional.empty();
    double bestSimilarity = MIN_SIMILARITY;
    for (String section : sections) {
      double similarity = dot(wanted, vectors.computeIfAbsent(name(section), this::embed));
      if (similarity >= bestSimilarity) {
        best = Optional.of(section);
        bestSimilarity = similarity;
      }
    }
    return best;
  }

  private float[] embed(String name) {
    return embedder.embedPassages(List.of(name)).get(0);
  }

  private static String name(String section) {
    return section.substring(PREFIX.length());
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
