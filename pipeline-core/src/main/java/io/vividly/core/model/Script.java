package io.vividly.core.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a video says and shows: a hook, three or four sections, three takeaways, the sources.
 *
 * @param topic what it explains
 * @param title as shown on the title card
 * @param scenes in order, numbered from 1
 * @param sources every passage that a line rests on, in the order of first use
 */
public record Script(
    Topic topic,
    String title,
    GradeLevel grade,
    List<Scene> scenes,
    List<CheckQuestion> checks,
    List<Citation> sources)
    implements StageOutput {

  public Script {
    Require.text(title, "title of a script");
    scenes = List.copyOf(scenes);
    checks = List.copyOf(checks);
    sources = List.copyOf(sources);
    Require.notEmpty(scenes, "scenes");
    requireConsecutive(scenes);
    Require.that(
        scenes.get(0).part() == Scene.Part.HOOK, "the first scene of a script must be the hook");
    long sections = headings(scenes).size();
    Require.that(
        sections == 3 || sections == 4, "a script has 3 or 4 sections, this one " + sections);
    Require.that(takeaways(scenes).size() == 3, "a script has 3 takeaways");
    requireSourced(scenes, sources);
  }

  /** The three sentences to remember. */
  public List<String> takeaways() {
    return takeaways(scenes);
  }

  /** The headings of the sections, in order. */
  public List<String> sectionHeadings() {
    return headings(scenes);
  }

  private static List<String> headings(List<Scene> scenes) {
    return scenes.stream()
        .filter(scene -> scene.part() == Scene.Part.SECTION)
        .map(Scene::heading)
        .distinct()
        .toList();
  }

  private static List<String> takeaways(List<Scene> scenes) {
    return scenes.stream()
        .map(Scene::visual)
        .filter(Visual.Takeaways.class::isInstance)
        .map(Visual.Takeaways.class::cast)
        .flatMap(visual -> visual.items().stream())
        .map(Visual.Cued::text)
        .toList();
  }

  private static void requireConsecutive(List<Scene> scenes) {
    for (int i = 0; i < scenes.size(); i++) {
      Require.that(
          scenes.get(i).number() == i + 1,
          "scene " + (i + 1) + " of a script has the number " + scenes.get(i).number());
    }
  }

  private static void requireSourced(List<Scene> scenes, List<Citation> sources) {
    Set<PassageId> known = new HashSet<>();
    for (Citation source : sources) {
      Require.that(known.add(source.passage()), source.passage() + " is a source twice");
    }
    for (Scene scene : scenes) {
      for (Line line : scene.lines()) {
        for (PassageId passage : line.restsOn()) {
          Require.that(
              known.contains(passage),
              "scene " + scene.number() + " rests on " + passage + ", which is not a source");
        }
      }
    }
  }
}
