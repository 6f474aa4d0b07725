package io.vividly.lucene;

import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.port.Curriculum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a topic of the starter corpus, the form of which docs/corpus.md describes. */
final class TopicFormat {

  private static final String TERM = "Term:";
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
    List<String> keywords = new ArrayList<>(head.list("keywords"));
    List<String> questions = new ArrayList<>(head.list("questions"));
    for (Section section : sections) {
      if (section.level() != 2) {
        throw source.problem(section.line(), "expected a section that begins with \"## \"");
      }
      if (section.text().isEmpty()) {
        throw source.problem(section.line(), "the section \"" + section.heading() + "\" is empty");
      }
      document.add(section.heading(), section.text());
      questions.addAll(questions(section));
      if (section.heading().equals("Definition")) {
        summary = summary(source, section);
        labelled(section.text(), TERM).stream()
            .filter(term -> keywords.stream().noneMatch(term::equalsIgnoreCase))
            .forEach(keywords::add);
      }
    }
    if (summary.isEmpty()) {
      throw source.problem(head.length(), "there is no section \"## Definition\"");
    }
    return new Document(
        source.name(),
        new Curriculum.Entry(topic, summary, keywords, questions),
        document.passages());
  }

  /** What else in a topic is worded as students ask: scenes of daily life, and the checks. */
  private static List<String> questions(Section section) {
    return switch (section.heading()) {
      case "Hook" -> List.of(PassageText.plain(section.text()));
      case "Everyday examples" -> items(section.text());
      case "Checks" -> labelled(section.text(), "Q:");
      default -> List.of();
    };
  }

  private static List<String> items(String text) {
    return text.lines()
        .filter(line -> line.startsWith("- "))
        .map(PassageText::plain)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<String> labelled(String text, String label) {
    return text.lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).strip())
        .filter(line -> !line.isEmpty())
        .toList();
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
    return labelled(definition.text(), IN_SHORT).stream()
        .findFirst()
        .orElseThrow(
            () -> source.problem(definition.line(), "the definition has no \"In short:\" line"));
  }
}
