package io.vividly.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the starter corpus to docs/corpus.md. */
class CorpusTest {

  @Test
  void everyTopicFollowsTheRules() {
    Set<String> ids =
        CorpusFiles.all().stream()
            .map(source -> FrontMatter.parse(source).text("id"))
            .collect(Collectors.toSet());
    List<String> breaches = new ArrayList<>();
    CorpusFiles.all().forEach(source -> breaches.addAll(CorpusRules.breaches(source, ids)));

    assertThat(breaches).as(String.join("\n", breaches)).isEmpty();
  }

  /** Each line is a change that breaks a rule: what is replaced, and by what. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: mitosis | id: meiosis",
        "prerequisites: [dna-replication] | prerequisites: [alchemy]",
        "keywords: [mitosis, | keywords: [a, b, c,",
        "licence: CC BY 4.0 | licence: unknown",
        "## Hook | ## Opening",
        "## Interest: soccer | ## Interest: chess",
        "## Interest: animals | ## Interest: soccer",
        "Term: Mitosis | Term: One Two Three Four Five",
        "In short: Mitosis | In short: In a very few and very short words that nobody will count Mitosis",
        "New cells appear | New cells appear in your body every day and every night and so",
        "First it copies its instruction book. | First it copies H_2O.",
        "**Prophase packs up.** | **This label is much too long.**",
        "5. **Cytokinesis | **Cytokinesis",
        "no unit | ''",
        "2^n | 2^10",
        "Problem: A patch | A patch",
        "Wrong: Each | Each",
        "- One nucleus | One nucleus",
        "Q: One cell | One cell",
        "Some chemotherapy drugs freeze the spindle | As we saw, 5% do",
        "Hook: Diving | Hook: A third sentence. Diving"
      })
  void noticesWhatBreaksARule(String old, String changed) {
    SourceText mitosis = CorpusFiles.read("biology/mitosis.md");
    SourceText broken = new SourceText(mitosis.name(), mitosis.text().replace(old, changed));

    assertThat(mitosis.text()).contains(old);
    assertThat(CorpusRules.breaches(broken, Set.of("dna-replication")))
        .as("breaches")
        .isNotEmpty()
        .allMatch(breach -> breach.matches("biology/mitosis\\.md:\\d+: (?s).+"));
  }

  @Test
  void everySubjectHasTwelveTopics() {
    Library shipped = Library.shipped();
    Map<Subject, Long> topics =
        shipped.documents().stream()
            .collect(
                Collectors.groupingBy(d -> d.entry().topic().subject(), Collectors.counting()));

    assertThat(topics.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(Subject.GENERAL)));
    assertThat(topics.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(12));
    assertThat(shipped.documents()).hasSameSizeAs(CorpusFiles.all());
    assertThat(shipped.documents())
        .extracting(document -> document.entry().topic().id())
        .doesNotHaveDuplicates();
  }
}
