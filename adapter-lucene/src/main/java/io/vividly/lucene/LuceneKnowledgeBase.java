package io.vividly.lucene;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Topic;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.Embedder;
import io.vividly.core.port.PassageRetriever;
import io.vividly.core.port.StageContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.search.IndexSearcher;

/**
 * What Vividly knows: the starter corpus and the user's own books, indexed for search by words and
 * by meaning. The index is kept on disk, so that only the first start has to embed the passages;
 * when files change, only the passages that are new.
 */
public final class LuceneKnowledgeBase implements PassageRetriever, Curriculum, AutoCloseable {

  static {
    QuietLucene.silence();
  }

  /** How deep both rankings are looked into for passages of other topics. */
  private static final int DEPTH = 40;

  private final Analyzer analyzer;
  private final IndexReader reader;
  private final List<Entry> entries;
  private final HybridSearch search;

  private LuceneKnowledgeBase(
      Analyzer analyzer, IndexReader reader, List<Entry> entries, Embedder embedder) {
    this.analyzer = analyzer;
    this.reader = reader;
    this.entries = List.copyOf(entries);
    this.search = new HybridSearch(new IndexSearcher(reader), embedder, analyzer);
  }

  /** Opens the starter corpus alone. */
  public static LuceneKnowledgeBase open(Path cache, Embedder embedder) {
    return open(cache, embedder, List.of());
  }

  /**
   * Opens the starter corpus and books. Blocks while new passages are embedded, some milliseconds
   * each; an index that is there already opens in well under a second.
   *
   * @param cache a folder for the indexes, made if need be; several processes may share it
   * @param embedder is not closed with the knowledge base
   * @param books folders of Markdown files, each with everything below it
   * @throws InvalidSourceException if a file cannot be taken in, or two teach a topic of one id
   * @throws UncheckedIOException if the cache cannot be written, or a file not be read
   */
  public static LuceneKnowledgeBase open(Path cache, Embedder embedder, List<Path> books) {
    List<Library> libraries = new ArrayList<>();
    libraries.add(Library.shipped());
    books.forEach(folder -> libraries.add(Library.books(folder)));
    return open(cache, embedder, libraries, new EnglishAnalyzer());
  }

  private static LuceneKnowledgeBase open(
      Path cache, Embedder embedder, List<Library> libraries, Analyzer analyzer) {
    List<Entry> entries = entries(libraries);
    IndexCache indexes = new IndexCache(cache, embedder, analyzer);
    List<IndexReader> readers = new ArrayList<>();
    try {
      libraries.forEach(library -> readers.add(indexes.open(library)));
      IndexReader all = new MultiReader(readers.toArray(IndexReader[]::new), true);
      return new LuceneKnowledgeBase(analyzer, all, entries, embedder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the indexes together", e);
    }
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public List<Passage> retrieve(Topic topic, ContentRequest request, int limit) {
    return retrieve(topic, request, limit, StageContext.none());
  }

  /**
   * First come the passages of the topic, all of its sections; the sections for interests too, of
   * which whoever writes the script knows best which one fits. Then, as far as the limit allows,
   * come passages of other topics that fit by their words and by their meaning.
   */
  @Override
  public List<Passage> retrieve(
      Topic topic, ContentRequest request, int limit, StageContext context) {
    HybridSearch.Question question = search.question(request.query(), context);
    List<Passage> found = new ArrayList<>();
    for (Passage passage : search.ofTopic(question, topic.id())) {
      found.add(withScore(passage, passage.score() + 1));
    }
    for (Passage passage : search.anywhere(question, DEPTH)) {
      if (!passage.topicId().equals(topic.id())) {
        found.add(passage);
      }
    }
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  @Override
  public void close() {
    try (reader;
        analyzer) {
      // Nothing more to do.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the index", e);
    }
  }

  private static List<Entry> entries(List<Library> libraries) {
    List<Entry> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Library library : libraries) {
      for (Document document : library.documents()) {
        Topic topic = document.entry().topic();
        if (!ids.add(topic.id())) {
          throw new InvalidSourceException(
              document.file(), 1, "another file has the topic id \"" + topic.id() + "\" already");
        }
        entries.add(document.entry());
      }
    }
    return entries;
  }

  private static Passage withScore(Passage passage, double score) {
    return new Passage(
        passage.id(),
        passage.topicId(),
        passage.title(),
        passage.section(),
        passage.text(),
        passage.source(),
        passage.licence(),
        score);
  }
}
