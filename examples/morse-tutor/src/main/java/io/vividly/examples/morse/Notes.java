package io.vividly.examples.morse;

import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What this tutor knows: passages by topic, from a text file with a line of its own for each. */
record Notes(Map<Topic, List<Passage>> passages) {

  static Notes parse(String text) {
    Map<Topic, List<Passage>> passages = new LinkedHashMap<>();
    for (String about : text.split("(?m)^# ")) {
      if (!about.isBlank()) {
        String[] parts = about.split("\\R== ");
        String[] head = parts[0].strip().split(" \\| ");
        Topic topic = new Topic(head[0], head[1], Subject.valueOf(head[2]));
        List<Passage> own = passages.computeIfAbsent(topic, t -> new ArrayList<>());
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
          own.add(passage(topic, part.split("\\R", 2), own.size() + 1));
        }
      }
    }
    return new Notes(passages);
  }

  private static Passage passage(Topic topic, String[] part, int number) {
    PassageId id = new PassageId(topic.id() + "#" + number);
    return new Passage(
        id, topic.id(), topic.title(), part[0], part[1].strip(), "Our notes", "CC0", 0);
  }

  /** The words that say what a text is about; the short ones do not. */
  static Set<String> words(String text) {
    Set<String> words = new TreeSet<>(List.of(text.toLowerCase(Locale.ROOT).split("\\P{L}+")));
    words.removeIf(word -> word.length() < 4);
    return words;
  }
}
