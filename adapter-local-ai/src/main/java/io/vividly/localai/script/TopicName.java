package io.vividly.localai.script;

import io.vividly.core.model.Topic;
import java.util.regex.Pattern;

/** The name of a topic as it stands within a sentence. */
final class TopicName {

  private TopicName() {}

  /** As in "the mole", but "Newton's third law" and "pH". */
  static String within(Topic topic, TopicNotes notes) {
    String title = topic.title().strip();
    String first = title.split("\\s+")[0];
    boolean name = first.matches(".*['’]s") || first.substring(1).matches(".*[\\p{Lu}\\d].*");
    if (name || first.length() == 1 && !first.equals("A") || isProper(first, notes)) {
      return title;
    }
    return Character.toLowerCase(title.charAt(0)) + title.substring(1);
  }

  /** Whether the notes have it within a sentence with a capital, and never without. */
  private static boolean isProper(String word, TopicNotes notes) {
    String rest = Pattern.quote(word.substring(1)) + "\\b";
    char upper = Character.toUpperCase(word.charAt(0));
    char lower = Character.toLowerCase(word.charAt(0));
    return notes.has(Pattern.compile("[\\p{Ll},] " + upper + rest))
        && !notes.has(Pattern.compile("\\b" + lower + rest));
  }
}
