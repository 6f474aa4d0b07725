package io.vividly.localai.understanding;

import io.vividly.core.model.Topic;
import io.vividly.core.port.Curriculum;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a student which of several topics is meant. */
final class Clarification {

  /** Words that the curriculum itself writes in lower case, so that they are no names. */
  private final Set<String> common;

  private final List<Topic> order;

  Clarification(List<Curriculum.Entry> entries) {
    order = entries.stream().map(Curriculum.Entry::topic).toList();
    common =
        entries.stream()
            .flatMap(
                entry ->
                    List.of(
                        String.join(" ", entry.keywords()),
                        String.join(" ", entry.questions()),
                        entry.summary(),
                        entry.topic().title())
                        .stream())
            .flatMap(text -> List.of(text.split("[^\\p{L}'’-]+")).stream())
            .filter(word -> !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet());
  }

  /** As in "Do you mean mitosis or meiosis?"; in the order of the curriculum. */
  String question(List<Topic> competing) {
    List<Topic> topics = order.stream().filter(competing::contains).toList();
    boolean nested = topics.stream().anyMatch(topic -> topic.title().matches(".*(,| and ).*"));
    StringBuilder question = new StringBuilder("Do you mean ");
    for (int i = 0; i < topics.size(); i++) {
      if (i > 0) {
        question.append(i < topics.size() - 1 ? ", " : nested ? ", or " : " or ");
      }
      question.append(withinSentence(topics.get(i).title()));
    }
    return question.append('?').toString();
  }

  private String withinSentence(String title) {
    String first = title.split("[^\\p{L}'’-]+", 2)[0];
    String lower = first.toLowerCase(Locale.ROOT);
    return common.contains(lower) ? lower + title.substring(first.length()) : title;
  }
}
