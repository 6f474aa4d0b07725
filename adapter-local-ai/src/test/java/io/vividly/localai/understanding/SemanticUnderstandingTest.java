package io.vividly.localai.understanding;

import static io.vividly.localai.understanding.LabelledQuestion.CLARIFICATION;
import static io.vividly.localai.understanding.LabelledQuestion.OUT_OF_SCOPE;
import static io.vividly.localai.understanding.LabelledQuestion.UNDERSTOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.testkit.HashingEmbedder;
import io.vividly.testkit.LanguageUnderstandingContract;
import io.vividly.testkit.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs against the topics that ship, with the model that ships. */
class SemanticUnderstandingTest extends LanguageUnderstandingContract {

  private static final BgeEmbedder EMBEDDER = new BgeEmbedder();
  private static Curriculum curriculum;
  private static SemanticUnderstanding understanding;

  @BeforeAll
  static void open(@TempDir Path cache) {
    // The curriculum does not depend on the embedder; this one needs no time.
    try (LuceneKnowledgeBase knowledge = LuceneKnowledgeBase.open(cache, new HashingEmbedder())) {
      curriculum = knowledge;
      understanding = new SemanticUnderstanding(EMBEDDER, curriculum);
    }
  }

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @Override
  protected LanguageUnderstanding understanding() {
    return understanding;
  }

  @Override
  protected Topic known() {
    return new Topic("newtons-third-law", "Newton's third law", Subject.PHYSICS);
  }

  @Override
  protected String ambiguous() {
    return "Newton's law";
  }

  /** The floors are a little below what is reached; the tables are printed. */
  @ParameterizedTest
  @CsvSource({"tuning.tsv, 0.93", "plain.tsv, 0.93", "unseen.tsv, 0.87"})
  void understandsStudents(String file, double floor) throws IOException {
    Map<String, Integer> table = new TreeMap<>();
    List<String> mistakes = new ArrayList<>();
    List<LabelledQuestion> questions = LabelledQuestion.read(file);
    for (LabelledQuestion question : questions) {
      Understanding answer = understanding.understand(request(question.text()));
      String got = describe(question, answer);
      table.merge(String.format("%-13s -> %s", question.kind(), got), 1, Integer::sum);
      if (!got.equals(question.kind())) {
        mistakes.add(question.kind() + ": " + question.text() + " -> " + answer);
      }
    }
    double right = 1 - (double) mistakes.size() / questions.size();
    System.out.printf("%s: %d questions, %.1f %% right%n", file, questions.size(), 100 * right);
    table.forEach((cell, count) -> System.out.printf("  %-45s %4d%n", cell, count));
    assertThat(right).as(String.join("\n", mistakes)).isGreaterThanOrEqualTo(floor);
  }

  @Test
  void labelsCoverTheCurriculum() throws IOException {
    List<LabelledQuestion> all = new ArrayList<>(LabelledQuestion.read("tuning.tsv"));
    all.addAll(LabelledQuestion.read("plain.tsv"));
    all.addAll(LabelledQuestion.read("unseen.tsv"));
    Map<String, Long> perTopic =
        all.stream()
            .filter(question -> question.kind().equals(UNDERSTOOD))
            .collect(Collectors.groupingBy(q -> q.topics().get(0), Collectors.counting()));

    assertThat(all).hasSizeGreaterThanOrEqualTo(240);
    assertThat(all).extracting(LabelledQuestion::text).doesNotHaveDuplicates();
    assertThat(curriculum.entries())
        .allSatisfy(
            entry ->
                assertThat(perTopic)
                    .hasEntrySatisfying(
                        entry.topic().id(), count -> assertThat(count).isGreaterThanOrEqualTo(3)));
    assertThat(perTopic.keySet()).isEqualTo(ids());
    assertThat(all).filteredOn(q -> q.kind().equals(CLARIFICATION)).hasSizeGreaterThanOrEqualTo(30);
    assertThat(all).filteredOn(q -> q.kind().equals(OUT_OF_SCOPE)).hasSizeGreaterThanOrEqualTo(50);
  }

  @Test
  void understandsEveryTitle() {
    List<String> mistakes = new ArrayList<>();
    for (Curriculum.Entry entry : curriculum.entries()) {
      String title = entry.topic().title();
      String lower = title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
      for (String form :
          List.of("What is %s?", "what are %s", "Explain %s", "How does %s work?", "%s")) {
        String question = String.format(form, form.startsWith("%") ? title : lower);
        Understanding answer = understanding.understand(request(question));
        if (!(answer instanceof Understanding.Understood understood
            && understood.topic().equals(entry.topic()))) {
          mistakes.add(question + " -> " + answer);
        }
      }
    }
    assertThat(mistakes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "What is the pH scale?, ph-scale",
    "How does pH work?, ph-scale",
    "how did giraffes get long necks, natural-selection",
    "x^2 + 5x + 6 = 0, quadratic-equations",
    "x² - 9 = 0, quadratic-equations"
  })
  void understandsNamesScenesAndFormulae(String question, String topic) {
    assertThat(understanding.understand(request(question)))
        .isInstanceOfSatisfying(
            Understanding.Understood.class,
            understood -> assertThat(understood.topic().id()).isEqualTo(topic));
  }

  @Test
  void asksInWords() {
    assertThat(understanding.understand(request("Newton's law")))
        .isEqualTo(
            new Understanding.ClarificationNeeded(
                List.of(
                    "Do you mean Newton's first law, Newton's second law, Newton's third law or"
                        + " Newton's law of universal gravitation?")));
  }

  @Test
  void saysThatItKnowsEnglishOnly() {
    assertThat(understanding.understand(request("¿Cómo calculo la velocidad de una onda?")))
        .isInstanceOfSatisfying(
            Understanding.OutOfScope.class, out -> assertThat(out.reason()).contains("English"));
  }

  private static Set<String> ids() {
    return curriculum.entries().stream()
        .map(entry -> entry.topic().id())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String describe(LabelledQuestion question, Understanding answer) {
    if (answer instanceof Understanding.Understood understood) {
      return question.kind().equals(UNDERSTOOD)
              && !question.topics().contains(understood.topic().id())
          ? "another topic"
          : UNDERSTOOD;
    }
    return answer instanceof Understanding.OutOfScope ? OUT_OF_SCOPE : CLARIFICATION;
  }

  private static ContentRequest request(String query) {
    ContentRequest sample = Samples.request();
    return new ContentRequest(
        sample.id(),
        sample.correlationId(),
        sample.studentId(),
        query,
        sample.grade(),
        null,
        sample.requestedModalities(),
        sample.preferredModality(),
        sample.environment());
  }
}
