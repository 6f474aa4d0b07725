package io.vividly.lucene;

import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.port.Curriculum;
import java.util.List;
import java.util.Locale;

/** Reads a topic of the starter corpus, the form of which docs/corpus.md describes. */
final class TopicFormat {

  private static final String IN_SHORT = "In short:";

  private TopicFormat() {}

  /**
   * @throws InvalidSourceException if the file does not have that form
   */
  static Document read(SourceText source) {
    FrontMatter head = FrontMatter.parse(source);
    Topic topic = new Topic(head.text("id"), head.text("title"), subject(head));
    Document.Builder document =
        new Document.Builder(topic, head.text("source"), head.text("licence"));
    List<Section> sections = Section.of(source, head.length(), 2);
    String summary = "";
    for (Section section : sections) {
      if (section.level() != 2) {
        throw source.problem(section.line(), "expected a section that begins with \"## \"");
      }
      if (section.text().isEmpty()) {
        throw source.problem(section.line(), "the section \"" + section.heading() + "\" is empty");
      }
      document.add(section.heading(), section.text());
      if (section.heading().equals("Definition")) {
        summary = summary(source, section);
      }
    }
    if (summary.isEmpty()) {
      throw source.problem(head.length(), "there is no section \"## Definition\"");
    }
    return new Document(
        source.name(),
        new Curriculum.Entry(topic, summary, head.list("keywords"), head.list("questions")),
        document.passages());
  }

  private static Subject subject(FrontMatter head) {
    String name = head.text("subject");
    for (Subject subject : Subject.values()) {
      if (subject.name().toLowerCase(Locale.ROOT).equals(name)) {
        return subject;
      }
    }
    throw head.source().problem(head.line("subject"), "\"" + name + "\" is not a subject");
  }

  private static String summary(SourceText source, Section definition) {
    return definition
        .text()
        .lines()
        .filter(line -> line.startsWith(IN_SHORT))
        .map(line -> line.substring(IN_SHORT.length()).strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElseThrow(
            () -> source.problem(definition.line(), "the definition has no \"In short:\" line"));
  }
}
