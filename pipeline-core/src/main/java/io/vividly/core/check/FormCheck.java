package io.vividly.core.check;

import io.vividly.core.check.Finding.Kind;
import io.vividly.core.model.CheckQuestion;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Line;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Visual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Checks the parts of a script, its length and its level. */
final class FormCheck {

  private static final Pattern UNSPEAKABLE =
      Pattern.compile("[$\\\\{}_*#`|<>\\n]|\\]\\(|https?:|www\\.");

  private final Limits limits;

  FormCheck(GradeLevel grade) {
    this.limits = Limits.of(grade);
  }

  List<Finding> check(List<Scene> scenes, List<CheckQuestion> checks) {
    List<Finding> findings = new ArrayList<>();
    hook(scenes, findings);
    sections(scenes, findings);
    long takeaways =
        scenes.stream()
            .map(Scene::visual)
            .filter(Visual.Takeaways.class::isInstance)
            .mapToLong(visual -> ((Visual.Takeaways) visual).items().size())
            .sum();
    if (takeaways != 3) {
      whole(findings, Kind.TAKEAWAYS, "show exactly 3 takeaways, not %d", takeaways);
    }
    if (checks.size() != 3) {
      whole(findings, Kind.CHECKS, "ask exactly 3 questions at the end, not %d", checks.size());
    }
    length(scenes, findings);
    level(scenes, findings);
    return findings;
  }

  /** What concerns a scene alone. */
  List<Finding> check(Scene scene) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < scene.lines().size(); i++) {
      String text = scene.lines().get(i).text();
      if (UNSPEAKABLE.matcher(text).find()) {
        String advice = "write plain words that can be spoken, without markup, signs or addresses";
        findings.add(new Finding(Kind.NOT_PLAIN_TEXT, scene.number(), i, advice));
      }
      int words = Readability.words(text);
      if (words > limits.longestSentence()) {
        String advice =
            "shorten or split the sentence: at most %d words, not %d"
                .formatted(limits.longestSentence(), words);
        findings.add(new Finding(Kind.SENTENCE_LENGTH, scene.number(), i, advice));
      }
    }
    int last = lines(scene.visual()).max().orElse(0);
    if (last >= scene.lines().size()) {
      String advice =
          "cue what is shown to lines 0 to %d, not to %d".formatted(scene.lines().size() - 1, last);
      findings.add(new Finding(Kind.CUE, scene.number(), Finding.WHOLE_SCENE, advice));
    }
    return findings;
  }

  private static IntStream lines(Visual visual) {
    IntStream more = IntStream.empty();
    if (visual instanceof Visual.Formula formula) {
      more =
          IntStream.concat(
              IntStream.of(formula.line()),
              formula.symbols().stream().mapToInt(Visual.Symbol::line));
    } else if (visual instanceof Visual.WorkedExample example) {
      more = example.workings().stream().mapToInt(Visual.Working::line);
    }
    return IntStream.concat(more, VisualCheck.cues(visual).stream().mapToInt(Visual.Cued::line));
  }

  private static void hook(List<Scene> scenes, List<Finding> findings) {
    long hooks = scenes.stream().filter(scene -> scene.part() == Scene.Part.HOOK).count();
    if (hooks != 1 || scenes.get(0).part() != Scene.Part.HOOK) {
      whole(findings, Kind.HOOK, "begin with one hook, and have no other");
    }
  }

  private static void sections(List<Scene> scenes, List<Finding> findings) {
    Map<String, Boolean> cites = new LinkedHashMap<>();
    for (Scene scene : scenes) {
      if (scene.part() == Scene.Part.SECTION) {
        boolean cited = scene.lines().stream().anyMatch(line -> !line.restsOn().isEmpty());
        cites.merge(scene.heading(), cited, Boolean::logicalOr);
      }
    }
    if (cites.size() < 3 || cites.size() > 4) {
      whole(findings, Kind.SECTIONS, "write 3 or 4 sections, not %d", cites.size());
    }
    cites.forEach(
        (heading, cited) -> {
          if (!cited) {
            whole(findings, Kind.SECTIONS, "cite a passage in the section \"%s\"", heading);
          }
        });
  }

  private void length(List<Scene> scenes, List<Finding> findings) {
    int words = scenes.stream().mapToInt(scene -> Readability.words(scene.spokenText())).sum();
    if (words < limits.fewestWords() || words > limits.mostWords()) {
      whole(
          findings,
          Kind.LENGTH,
          "speak %d to %d words in all, not %d",
          limits.fewestWords(),
          limits.mostWords(),
          words);
    }
  }

  private void level(List<Scene> scenes, List<Finding> findings) {
    List<String> spoken =
        scenes.stream().flatMap(scene -> scene.lines().stream()).map(Line::text).toList();
    double level = Readability.grade(spoken);
    if (level > limits.hardest()) {
      whole(
          findings,
          Kind.READING_LEVEL,
          "use shorter sentences and plainer words: the text reads like grade %.1f, the most is"
              + " %.0f",
          level,
          limits.hardest());
    }
  }

  private static void whole(List<Finding> findings, Kind kind, String advice, Object... arguments) {
    String text = String.format(Locale.ROOT, advice, arguments);
    findings.add(new Finding(kind, 0, Finding.WHOLE_SCENE, text));
  }
}
