package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Visual;
import io.vividly.core.port.Curriculum.Entry;
import io.vividly.core.port.ScriptWriter.Brief;
import io.vividly.core.port.VideoRenderer.Look;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.video.LayoutReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lays out everything that the shipped knowledge can show. */
class SceneLayoutTest {

  private static final List<Integer> GRADES = List.of(6, 9, 12);

  /** The grade changes what is shown, but not of an interest. */
  private static final List<Integer> GRADE_WITH_INTEREST = List.of(9);

  /** The index takes most of the time; it is renewed when the corpus changes. */
  private static final Path CACHE = Path.of("target", "knowledge");

  private static final List<String> INTERESTS =
      List.of(
          "basketball",
          "soccer",
          "music",
          "cooking",
          "video games",
          "cycling",
          "animals",
          "dance",
          "art",
          "space");

  private static final Map<Shown, LayoutReport> reports = new LinkedHashMap<>();

  /** What decides how a scene looks. */
  private record Shown(Look look, Scene.Part part, String heading, Visual visual, int lines) {}

  @BeforeAll
  static void layOut() {
    try (BgeEmbedder embedder = new BgeEmbedder();
        LuceneKnowledgeBase knowledge = LuceneKnowledgeBase.open(CACHE, embedder)) {
      PassageScriptWriter writer = new PassageScriptWriter(embedder);
      List<@Nullable String> interests = new ArrayList<>(INTERESTS);
      interests.add(null);
      for (Entry entry : knowledge.entries()) {
        for (String interest : interests) {
          for (int grade : interest == null ? GRADES : GRADE_WITH_INTEREST) {
            ContentRequest request = request(entry, interest, grade);
            Topic topic = entry.topic();
            Brief brief = new Brief(request, topic, knowledge.retrieve(topic, request, 24));
            Look look = new Look(topic.subject(), topic.title());
            writer.write(brief, early -> {}).scenes().forEach(scene -> check(look, scene));
          }
        }
      }
    }
  }

  @AfterAll
  static void forget() {
    System.out.println("laid out " + reports.size() + " scenes that look different");
    reports.clear();
  }

  @Test
  void everyKindOfSceneIsSeenInEverySubject() {
    Map<Class<?>, Set<Subject>> seen = new HashMap<>();
    for (Shown shown : reports.keySet()) {
      seen.computeIfAbsent(shown.visual().getClass(), kind -> new HashSet<>())
          .add(shown.look().subject());
    }
    assertThat(seen).hasSize(Visual.class.getPermittedSubclasses().length);
    assertThat(seen.values()).allSatisfy(subjects -> assertThat(subjects).hasSize(4));
  }

  @Test
  void nothingOverlapsOrIsHardToRead() {
    assertThat(found(LayoutReport::problems)).isEmpty();
  }

  @Test
  void noTextIsShortened() {
    assertThat(found(LayoutReport::shortened)).isEmpty();
  }

  @Test
  void everyFormulaIsDrawn() {
    assertThat(found(LayoutReport::undrawn)).isEmpty();
  }

  private static void check(Look look, Scene scene) {
    Shown shown =
        new Shown(look, scene.part(), scene.heading(), scene.visual(), scene.lines().size());
    reports.computeIfAbsent(shown, key -> LayoutReport.of(look, scene));
  }

  private static List<String> found(Function<LayoutReport, List<String>> kind) {
    List<String> found = new ArrayList<>();
    reports.forEach(
        (shown, report) ->
            kind.apply(report)
                .forEach(
                    text ->
                        found.add(shown.look().title() + ", " + shown.heading() + ": " + text)));
    return found;
  }

  private static ContentRequest request(Entry entry, @Nullable String interest, int grade) {
    return new ContentRequest(
        RequestId.parse("6a1f7e0c-3f0b-4a53-9d8e-2b7c5d9e1f00"),
        "correlation",
        "student",
        entry.questions().get(0),
        new GradeLevel(grade),
        interest,
        EnumSet.of(Modality.VIDEO),
        Modality.VIDEO,
        null);
  }
}
