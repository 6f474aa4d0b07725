package io.vividly.core.caption;

import io.vividly.core.model.Citation;
import io.vividly.core.model.Line;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a script as a Markdown document to read, every factual sentence with its sources. */
public final class Transcript {

  private final Script script;
  private final Map<PassageId, Integer> numbers = new HashMap<>();
  private final StringBuilder document = new StringBuilder();

  private Transcript(Script script) {
    this.script = script;
    for (Citation source : script.sources()) {
      numbers.put(source.passage(), numbers.size() + 1);
    }
  }

  public static String markdown(Script script) {
    Transcript transcript = new Transcript(script);
    transcript.document.append("# ").append(escape(script.title())).append('\n');
    transcript.appendScenes();
    transcript.appendTakeaways();
    transcript.appendChecks();
    transcript.appendSources();
    return transcript.document.toString();
  }

  private void appendScenes() {
    String heading = script.title();
    for (Scene scene : script.scenes()) {
      if (scene.part() == Scene.Part.TAKEAWAYS || scene.part() == Scene.Part.SOURCES) {
        continue;
      }
      if (scene.part() == Scene.Part.SECTION && !scene.heading().equals(heading)) {
        heading = scene.heading();
        document.append("\n## ").append(escape(heading)).append('\n');
      }
      document
          .append('\n')
          .append(scene.lines().stream().map(this::sentence).collect(Collectors.joining(" ")))
          .append('\n');
    }
  }

  private String sentence(Line line) {
    if (line.restsOn().isEmpty()) {
      return escape(line.text());
    }
    String marks =
        line.restsOn().stream()
            .map(passage -> String.valueOf(numbers.get(passage)))
            .collect(Collectors.joining(", ", " [", "]"));
    return escape(line.text()) + marks;
  }

  private void appendTakeaways() {
    document.append("\n## Remember\n\n");
    script.takeaways().forEach(item -> document.append("- ").append(escape(item)).append('\n'));
  }

  private void appendChecks() {
    if (script.checks().isEmpty()) {
      return;
    }
    document.append("\n## Check yourself\n");
    script
        .checks()
        .forEach(
            check ->
                document
                    .append("\n**")
                    .append(escape(check.question()))
                    .append("**\n\n> ")
                    .append(escape(check.answer()))
                    .append('\n'));
  }

  private void appendSources() {
    document.append("\n## Sources\n\n");
    List<Citation> sources = script.sources();
    for (int i = 0; i < sources.size(); i++) {
      Citation source = sources.get(i);
      document
          .append(i + 1)
          .append(". ")
          .append(escape(source.title()))
          .append(", section “")
          .append(escape(source.section()))
          .append("”. ")
          .append(escape(source.source()))
          .append(", ")
          .append(escape(source.licence()))
          .append(".\n");
    }
  }

  /** Escapes what Markdown would read as markup, within a line and at its beginning. */
  private static String escape(String text) {
    return text.replaceAll("([\\\\`*_~\\[\\]<&])", "\\\\$1")
        .replaceFirst("^([#>+-])", "\\\\$1")
        .replaceFirst("^(\\d{1,9})([.)])", "$1\\\\$2");
  }
}
