package io.vividly.lucene;

import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;

/** How a passage lies in the index. */
final class Fields {

  static final String TOPIC = "topic";

  /** Title, section and text, analysed together: what the words of a question are looked up in. */
  static final String WORDS = "words";

  static final String VECTOR = "vector";

  /** The time to embed a text grows faster than its length. */
  private static final int MEANING_WORDS = 48;

  private static final String ID = "id";
  private static final String TITLE = "title";
  private static final String SECTION = "section";
  private static final String TEXT = "text";
  private static final String SOURCE = "source";
  private static final String LICENCE = "licence";

  private Fields() {}

  static Document toDocument(Passage passage, Optional<float[]> vector) {
    Document document = new Document();
    document.add(new StringField(TOPIC, passage.topicId(), Store.YES));
    document.add(new TextField(WORDS, searchText(passage), Store.NO));
    vector.ifPresent(
        meaning ->
            document.add(
                new KnnFloatVectorField(VECTOR, meaning, VectorSimilarityFunction.COSINE)));
    document.add(new StoredField(ID, passage.id().value()));
    document.add(new StoredField(TITLE, passage.title()));
    document.add(new StoredField(SECTION, passage.section()));
    document.add(new StoredField(TEXT, passage.text()));
    document.add(new StoredField(SOURCE, passage.source()));
    document.add(new StoredField(LICENCE, passage.licence()));
    return document;
  }

  static Passage toPassage(Document document, double score) {
    return new Passage(
        new PassageId(document.get(ID)),
        document.get(TOPIC),
        document.get(TITLE),
        document.get(SECTION),
        document.get(TEXT),
        document.get(SOURCE),
        document.get(LICENCE),
        score);
  }

  /** What is embedded of a passage: its beginning says what it is about. */
  static String meaningText(Passage passage) {
    return PassageText.beginning(searchText(passage), MEANING_WORDS);
  }

  private static String searchText(Passage passage) {
    return passage.title() + ". " + passage.section() + ". " + PassageText.plain(passage.text());
  }
}
