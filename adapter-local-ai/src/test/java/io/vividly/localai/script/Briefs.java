package io.vividly.localai.script;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.port.ScriptWriter.Brief;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The topics of the starter corpus, read from the sources of the module that ships it. */
final class Briefs {

  private static final Path CORPUS = Path.of("../adapter-lucene/src/main/resources/corpus");
  private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)$");

  private Briefs() {}

  record Source(Topic topic, List<Passage> passages) {
    Brief brief(@Nullable String interest, int grade) {
      return new Brief(request(interest, grade), topic, passages);
    }

    List<String> interests() {
      return passages.stream()
          .map(Passage::section)
          .filter(section -> section.startsWith("Interest: "))
          .map(section -> section.substring("Interest: ".length()))
          .toList();
    }

    Passage passage(PassageId id) {
      return passages.stream().filter(passage -> passage.id().equals(id)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
      return topic.id();
    }
  }

  static List<Source> corpus() {
    try (Stream<Path> files = Files.walk(CORPUS)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Briefs::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Source topic(String id) {
    return corpus().stream()
        .filter(source -> source.topic().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static Source source(Topic topic, String markdown) {
    List<Passage> passages = new ArrayList<>();
    Matcher heading = SECTION.matcher(markdown);
    int start = -1;
    String section = "";
    while (heading.find()) {
      if (start >= 0) {
        passages.add(passage(topic, section, markdown.substring(start, heading.start())));
      }
      section = heading.group(1).strip();
      start = heading.end();
    }
    if (start >= 0) {
      passages.add(passage(topic, section, markdown.substring(start)));
    }
    return new Source(topic, passages);
  }

  static ContentRequest request(@Nullable String interest, int grade) {
    return new ContentRequest(
        RequestId.parse("6a1f7e0c-3f0b-4a53-9d8e-2b7c5d9e1f00"),
        "correlation",
        "student",
        "Please explain this to me",
        new GradeLevel(grade),
        interest,
        EnumSet.of(Modality.VIDEO),
        Modality.VIDEO,
        null);
  }

  private static Source read(Path file) {
    try {
      String markdown = Files.readString(file);
      Subject subject = Subject.valueOf(field(markdown, "subject").toUpperCase(Locale.ROOT));
      return source(new Topic(field(markdown, "id"), field(markdown, "title"), subject), markdown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String field(String markdown, String name) {
    Matcher field = Pattern.compile("(?m)^" + name + ":\\s*(.+)$").matcher(markdown);
    if (!field.find()) {
      throw new IllegalArgumentException("no " + name + " in the front matter");
    }
    return field.group(1).strip();
  }

  private static Passage passage(Topic topic, String section, String text) {
    String slug = section.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    return new Passage(
        new PassageId(topic.id() + "#" + slug),
        topic.id(),
        topic.title(),
        section,
        text.strip(),
        "Vividly starter corpus",
        "CC BY 4.0",
        1.0);
  }
}
