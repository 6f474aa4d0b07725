package io.vividly.lucene;

import io.vividly.core.model.Passage;
import io.vividly.core.port.Embedder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * What passages mean, as vectors. A vector belongs to the text that it was made of; so an earlier
 * index of the same model saves embedding what did not change since.
 */
final class PassageVectors {

  private static final String INTEREST = "Interest: ";

  private final Map<String, float[]> vectors = new HashMap<>();
  private final Set<String> missing = new LinkedHashSet<>();

  PassageVectors(List<Passage> passages) {
    passages.forEach(passage -> text(passage).ifPresent(missing::add));
  }

  /** Takes over what is still of use in an index. */
  void reuse(DirectoryReader earlier) throws IOException {
    for (LeafReaderContext leaf : earlier.leaves()) {
      FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
      StoredFields stored = leaf.reader().storedFields();
      while (values != null && values.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        Passage passage = Fields.toPassage(stored.document(values.docID()), 0);
        Optional<String> text = text(passage).filter(missing::remove);
        if (text.isPresent()) {
          vectors.put(text.get(), values.vectorValue().clone());
        }
      }
    }
  }

  boolean areComplete() {
    return missing.isEmpty();
  }

  /** Embeds what is still missing. */
  void complete(Embedder embedder) {
    List<String> texts = new ArrayList<>(missing);
    List<float[]> fresh = embedder.embedPassages(texts);
    for (int i = 0; i < texts.size(); i++) {
      vectors.put(texts.get(i), fresh.get(i));
    }
    missing.clear();
  }

  /** Empty for a passage that is found by its topic and its words alone. */
  Optional<float[]> of(Passage passage) {
    return text(passage).map(vectors::get);
  }

  /**
   * The sections for interests are many, and no question is about the world that they take the
   * student to: without vectors they save half of the first start.
   */
  private static Optional<String> text(Passage passage) {
    return passage.section().startsWith(INTEREST)
        ? Optional.empty()
        : Optional.of(Fields.meaningText(passage));
  }
}
