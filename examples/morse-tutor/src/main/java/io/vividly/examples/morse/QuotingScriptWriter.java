package io.vividly.examples.morse;

import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.Line;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Visual;
import io.vividly.core.model.Visual.Cued;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.ScriptWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says word for word what three passages say, and so nothing that is not in them. */
final class QuotingScriptWriter implements ScriptWriter {

  @Override
  public Script write(Brief brief, Consumer<Scene> onScene) {
    List<Passage> quoted =
        brief.passages().stream().filter(p -> !sentences(p).isEmpty()).limit(3).toList();
    if (quoted.size() < 3) {
      throw new PermanentFailureException("Three passages with a plain sentence are needed.");
    }
    String title = brief.topic().title();
    List<Line> takeaways = quoted.stream().map(p -> sentences(p).get(0)).toList();
    List<Scene> scenes = new ArrayList<>();
    Line hook = new Line(title + " in three steps.", List.of());
    Visual card = new Visual.TitleCard("Morse tutor", title, new Cued(hook.text(), 0));
    scenes.add(new Scene(1, Scene.Part.HOOK, title, List.of(hook), card));
    for (Passage p : quoted) {
      Visual steps = new Visual.Steps(p.section(), cued(sentences(p)));
      scenes.add(
          new Scene(scenes.size() + 1, Scene.Part.SECTION, p.section(), sentences(p), steps));
    }
    Visual last = new Visual.Takeaways(cued(takeaways));
    scenes.add(new Scene(5, Scene.Part.TAKEAWAYS, "To remember", takeaways, last));
    scenes.forEach(onScene);
    List<CheckQuestion> checks =
        quoted.stream()
            .map(p -> new CheckQuestion(p.section() + "?", sentences(p).get(0).text()))
            .toList();
    return new Script(
        brief.topic(),
        title,
        brief.request().grade(),
        scenes,
        checks,
        quoted.stream().map(Passage::citation).toList());
  }

  private static List<Line> sentences(Passage passage) {
    return Stream.of(passage.text().split("(?<=[.?!])\\s+"))
        .filter(sentence -> sentence.matches("\\p{Lu}[\\p{L}\\d ,;'’()-]+\\."))
        .map(sentence -> new Line(sentence, List.of(passage.id())))
        .toList();
  }

  private static List<Cued> cued(List<Line> lines) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> new Cued(lines.get(i).text(), i))
        .toList();
  }
}
