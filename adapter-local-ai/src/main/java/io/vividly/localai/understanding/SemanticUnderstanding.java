package io.vividly.localai.understanding;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.Embedder;
import io.vividly.core.port.LanguageUnderstanding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the topic of a question by meaning and by words: a question is as close to a topic as to
 * the closest of its phrases (title, summary, keywords, questions), plus a share for the words that
 * they have in common. Kinds of questions that are not for us compete in the same way. The numbers
 * were chosen on the labelled questions of {@code tuning.tsv} and {@code plain.tsv}, with
 * bge-small-en-v1.5.
 */
public final class SemanticUnderstanding implements LanguageUnderstanding {

  private static final String NO_QUESTION =
      "I could not find a question in that; ask me about physics, chemistry, biology or"
          + " mathematics.";
  private static final String NOT_ENGLISH =
      "I can only understand questions in English so far; please ask again in English.";

  private final Embedder embedder;
  private final List<Candidate<Topic>> topics;
  private final List<Candidate<Scope>> outside;
  private final WordOverlap overlap;
  private final Clarification clarification;

  /** Embeds the curriculum, which takes some seconds; calls to it later take milliseconds. */
  public SemanticUnderstanding(Embedder embedder, Curriculum curriculum) {
    this(embedder, curriculum, embedder::embedPassages);
  }

  private SemanticUnderstanding(
      Embedder embedder, Curriculum curriculum, Function<List<String>, List<float[]>> embedding) {
    this.embedder = embedder;
    List<Curriculum.Entry> entries = curriculum.entries();
    List<Scope> scopes = Scope.outside();
    List<List<String>> phrases = new ArrayList<>();
    entries.forEach(entry -> phrases.add(phrases(entry)));
    scopes.forEach(scope -> phrases.add(scope.examples()));
    List<float[]> vectors = embedding.apply(phrases.stream().flatMap(List::stream).toList());
    this.topics = new ArrayList<>();
    this.outside = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < phrases.size(); i++) {
      List<float[]> own = vectors.subList(from, from + phrases.get(i).size());
      if (i < entries.size()) {
        topics.add(Candidate.of(entries.get(i).topic(), phrases.get(i), own));
      } else {
        outside.add(Candidate.of(scopes.get(i - entries.size()), phrases.get(i), own));
      }
      from += own.size();
    }
    this.overlap = new WordOverlap(topics.stream().map(Candidate::grams).toList());
    this.clarification = new Clarification(entries);
  }

  /**
   * As the constructor, but keeps the curriculum's vectors in a folder, so that only the first
   * start has to embed them.
   *
   * @param cache a folder, made if need be; several processes may share it
   */
  public static SemanticUnderstanding open(Embedder embedder, Curriculum curriculum, Path cache) {
    return new SemanticUnderstanding(embedder, curriculum, new VectorCache(cache, embedder)::embed);
  }

  @Override
  public Understanding understand(ContentRequest request) {
    String query = Words.spoken(request.query());
    if (!English.may(query)) {
      return new Understanding.OutOfScope(NOT_ENGLISH);
    }
    int tellingWords = new HashSet<>(Words.telling(query)).size();
    if (tellingWords == 0) {
      return new Understanding.OutOfScope(NO_QUESTION);
    }
    float[] vector = embedder.embedPassages(List.of(query)).get(0);
    Set<String> grams = Words.grams(query);
    return new Decision(
            rank(topics, vector, grams),
            rank(outside, vector, grams),
            Naming.of(query),
            tellingWords)
        .take(clarification);
  }

  private <T> List<Scored<T>> rank(
      List<Candidate<T>> candidates, float[] question, Set<String> grams) {
    return candidates.stream()
        .map(candidate -> scored(candidate, question, grams))
        .sorted(Comparator.comparingDouble((Scored<T> scored) -> scored.score()).reversed())
        .toList();
  }

  private <T> Scored<T> scored(Candidate<T> candidate, float[] question, Set<String> grams) {
    double similarity = candidate.similarity(question);
    double words = overlap.of(grams, candidate.grams());
    return new Scored<>(candidate.subject(), similarity, similarity + Decision.WORD_SHARE * words);
  }

  private static List<String> phrases(Curriculum.Entry entry) {
    List<String> phrases = new ArrayList<>();
    phrases.add(entry.topic().title());
    phrases.add(entry.summary());
    phrases.addAll(entry.keywords());
    phrases.addAll(entry.questions());
    return phrases;
  }
}
