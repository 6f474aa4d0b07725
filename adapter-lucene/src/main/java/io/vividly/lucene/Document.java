package io.vividly.lucene;

import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Topic;
import io.vividly.core.port.Curriculum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file that was taken in: the topic that it teaches and its passages in the order of the file.
 */
record Document(String file, Curriculum.Entry entry, List<Passage> passages) {

  Document {
    passages = List.copyOf(passages);
  }

  /** Collects the passages of a document and gives each an id of its own. */
  static final class Builder {

    private final Topic topic;
    private final String source;
    private final String licence;
    private final List<Passage> passages = new ArrayList<>();
    private final Set<String> slugs = new HashSet<>();

    Builder(Topic topic, String source, String licence) {
      this.topic = topic;
      this.source = source;
      this.licence = licence;
    }

    void add(String section, String text) {
      String slug = Slug.of(section);
      String unique = slug;
      for (int i = 2; !slugs.add(unique); i++) {
        unique = slug + "-" + i;
      }
      PassageId id = new PassageId(topic.id() + "#" + unique);
      passages.add(new Passage(id, topic.id(), topic.title(), section, text, source, licence, 0));
    }

    List<Passage> passages() {
      return passages;
    }
  }
}
