package io.vividly.localai.understanding;

import io.vividly.core.model.Topic;
import java.util.List;
import java.util.Set;

/**
 * How a question names topics.
 *
 * @param terms its telling words, in the singular
 * @param bare whether it consists of nothing else
 */
record Naming(Set<String> terms, boolean bare) {

  static Naming of(String query) {
    return new Naming(Words.terms(query), Words.all(query).size() == Words.telling(query).size());
  }

  /**
   * The topics whose whole titles are in the question; else those in whose titles the whole
   * question is, as "Newton's law" is in four of them. A single bare word, as "growth", names a
   * field rather than the one topic that has it in its title.
   */
  List<Topic> topics(List<Topic> topics) {
    List<Topic> whole =
        topics.stream().filter(topic -> terms.containsAll(Words.terms(topic.title()))).toList();
    if (!whole.isEmpty() || terms.isEmpty() || bare && terms.size() == 1) {
      return whole;
    }
    return topics.stream().filter(topic -> Words.terms(topic.title()).containsAll(terms)).toList();
  }
}
