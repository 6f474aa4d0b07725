package io.vividly.lucene;

import io.vividly.core.model.Passage;
import io.vividly.core.port.Embedder;
import io.vividly.core.port.StageContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Finds passages by their words (BM25) and by their meaning (nearest vectors), and fuses the two
 * rankings by reciprocal rank, which needs no common scale (Cormack, Clarke and Büttcher, SIGIR
 * 2009).
 */
final class HybridSearch {

  /** The constant of that paper; it keeps a single first place from deciding everything. */
  private static final int RANK_OFFSET = 60;

  /** More words than a question has; keeps a pasted page below Lucene's bound on clauses. */
  private static final int MAX_TERMS = 200;

  private final IndexSearcher searcher;
  private final Embedder embedder;
  private final Analyzer analyzer;

  HybridSearch(IndexSearcher searcher, Embedder embedder, Analyzer analyzer) {
    this.searcher = searcher;
    this.embedder = embedder;
    this.analyzer = analyzer;
  }

  /** A question, analysed and embedded once. */
  record Question(Set<String> terms, float[] vector) {}

  Question question(String text, StageContext context) {
    return new Question(terms(text), embedder.embedQuery(text, context));
  }

  /** Every passage of a topic, best first. */
  List<Passage> ofTopic(Question question, String topicId) {
    Query topic = new TermQuery(new Term(Fields.TOPIC, topicId));
    try {
      ScoreDoc[] all = searcher.search(topic, Math.max(1, count(topic))).scoreDocs;
      Map<Integer, Double> scores = new HashMap<>();
      for (ScoreDoc hit : all) {
        scores.put(hit.doc, 0.0);
      }
      addRanks(scores, byWords(question, topic, all.length));
      addRanks(scores, byMeaning(question, topic, all.length));
      return passages(scores);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search the index", e);
    }
  }

  /** The passages that both rankings have among their first {@code depth}, best first. */
  List<Passage> anywhere(Question question, int depth) {
    try {
      Map<Integer, Double> words = new HashMap<>();
      addRanks(words, byWords(question, new FieldExistsQuery(Fields.VECTOR), depth));
      Map<Integer, Double> both = new HashMap<>();
      addRanks(both, byMeaning(question, null, depth));
      both.keySet().retainAll(words.keySet());
      both.replaceAll((doc, score) -> score + words.getOrDefault(doc, 0.0));
      return passages(both);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search the index", e);
    }
  }

  /** The words of a text as the index has them: in lower case, stemmed, without stop words. */
  private Set<String> terms(String text) {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream tokens = analyzer.tokenStream(Fields.WORDS, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (terms.size() < MAX_TERMS && tokens.incrementToken()) {
        terms.add(term.toString());
      }
      if (terms.size() < MAX_TERMS) {
        tokens.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot analyse a text in memory", e);
    }
    return terms;
  }

  private int count(Query query) throws IOException {
    return searcher.count(query);
  }

  private ScoreDoc[] byWords(Question question, @Nullable Query filter, int depth)
      throws IOException {
    BooleanQuery.Builder words = new BooleanQuery.Builder();
    for (String term : question.terms()) {
      words.add(new TermQuery(new Term(Fields.WORDS, term)), Occur.SHOULD);
    }
    if (question.terms().isEmpty() || depth == 0) {
      return new ScoreDoc[0];
    }
    Query query = words.build();
    if (filter != null) {
      query = new BooleanQuery.Builder().add(query, Occur.MUST).add(filter, Occur.FILTER).build();
    }
    return searcher.search(query, depth).scoreDocs;
  }

  private ScoreDoc[] byMeaning(Question question, @Nullable Query filter, int depth)
      throws IOException {
    if (depth == 0) {
      return new ScoreDoc[0];
    }
    Query query = new KnnFloatVectorQuery(Fields.VECTOR, question.vector(), depth, filter);
    return searcher.search(query, depth).scoreDocs;
  }

  private static void addRanks(Map<Integer, Double> scores, ScoreDoc[] ranking) {
    for (int rank = 0; rank < ranking.length; rank++) {
      scores.merge(ranking[rank].doc, 1.0 / (RANK_OFFSET + rank + 1), Double::sum);
    }
  }

  private List<Passage> passages(Map<Integer, Double> scores) throws IOException {
    List<Map.Entry<Integer, Double>> ranking = new ArrayList<>(scores.entrySet());
    // Documents are numbered in the order of the files: equal scores keep it.
    ranking.sort(
        Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    List<Passage> passages = new ArrayList<>();
    for (Map.Entry<Integer, Double> hit : ranking) {
      passages.add(
          Fields.toPassage(searcher.storedFields().document(hit.getKey()), hit.getValue()));
    }
    return passages;
  }
}
