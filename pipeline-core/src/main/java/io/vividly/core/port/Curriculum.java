package io.vividly.core.port;

import io.vividly.core.model.Topic;
import java.util.List;

/** What can be taught. Safe for use by many threads; does not block. */
@FunctionalInterface
public interface Curriculum {

  /** All topics, in a stable order. */
  List<Entry> entries();

  /**
   * A topic with what helps to recognise a question about it.
   *
   * @param summary one or two sentences
   * @param keywords that students use
   * @param questions that the topic answers, as students ask them
   */
  record Entry(Topic topic, String summary, List<String> keywords, List<String> questions) {
    public Entry {
      keywords = List.copyOf(keywords);
      questions = List.copyOf(questions);
    }
  }
}
