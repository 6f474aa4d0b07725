package io.vividly.lucene;

import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.port.Curriculum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads Markdown of any form, as in a book of the user's own. A file is one topic, and every
 * heading begins a section. Front matter is not needed; {@code title}, {@code source}, {@code
 * licence}, {@code keywords} and {@code questions} are taken from it when they are there.
 */
final class BookFormat {

  private static final int MAX_KEYWORDS = 24;

  private BookFormat() {}

  /**
   * @throws InvalidSourceException if the file has no text
   */
  static Document read(SourceText source) {
    FrontMatter head = FrontMatter.parse(source);
    List<Section> sections = Section.of(source, head.length(), 6);
    String title = head.text("title", title(source, sections));
    Topic topic = new Topic(head.text("id", Slug.of(title)), title, Subject.GENERAL);
    Document.Builder document =
        new Document.Builder(
            topic, head.text("source", source.name()), head.text("licence", "not stated"));
    Set<String> headings = new LinkedHashSet<>();
    for (Section section : sections) {
      String heading = section.heading().isEmpty() ? title : section.heading();
      if (!section.text().isEmpty()) {
        PassageText.split(section.text()).forEach(text -> document.add(heading, text));
      }
      if (!heading.equals(title) && headings.size() < MAX_KEYWORDS) {
        headings.add(heading);
      }
    }
    if (document.passages().isEmpty()) {
      throw source.problem(1, "the file has no text");
    }
    String summary = PassageText.opening(document.passages().get(0).text());
    List<String> keywords = new ArrayList<>(headings);
    if (head.has("keywords")) {
      keywords.addAll(head.list("keywords"));
    }
    List<String> questions = head.has("questions") ? head.list("questions") : List.of();
    return new Document(
        source.name(),
        new Curriculum.Entry(topic, summary, keywords, questions),
        document.passages());
  }

  private static String title(SourceText source, List<Section> sections) {
    return sections.stream()
        .filter(section -> section.level() == 1 && !section.heading().isEmpty())
        .map(Section::heading)
        .findFirst()
        .orElseGet(() -> fileTitle(source.name()));
  }

  private static String fileTitle(String name) {
    String file = Path.of(name).getFileName().toString();
    String title = file.replaceFirst("\\.(md|markdown)$", "").replaceAll("[-_]+", " ").strip();
    return title.isEmpty() ? file : title;
  }
}
