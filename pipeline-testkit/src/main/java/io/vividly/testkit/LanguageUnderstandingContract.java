package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.model.Understanding.ClarificationNeeded;
import io.vividly.core.model.Understanding.OutOfScope;
import io.vividly.core.model.Understanding.Understood;
import io.vividly.core.port.LanguageUnderstanding;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link LanguageUnderstanding} must do. */
public abstract class LanguageUnderstandingContract {

  /** What to test; may be the same for all tests. */
  protected abstract LanguageUnderstanding understanding();

  /** A topic that it knows; its title alone makes it clear. */
  protected abstract Topic known();

  /** Words that several topics compete for. */
  protected abstract String ambiguous();

  @Test
  void understandsAClearQuestion() {
    assertThat(understand("Explain " + known().title()))
        .isInstanceOfSatisfying(
            Understood.class, understood -> assertThat(understood.topic()).isEqualTo(known()));
  }

  @Test
  void asksWhenTopicsCompete() {
    assertThat(understand(ambiguous()))
        .isInstanceOfSatisfying(
            ClarificationNeeded.class,
            needed ->
                assertThat(needed.questions())
                    .isNotEmpty()
                    .allSatisfy(q -> assertThat(q).endsWith("?")));
  }

  @Test
  void sendsAwayWhatIsNoSchoolQuestion() {
    assertThat(understand("order me a pizza"))
        .isInstanceOfSatisfying(
            OutOfScope.class,
            out -> assertThat(out.reason()).doesNotContain("pizza").endsWith("."));
  }

  @Test
  void takesAnyQuestion() {
    for (String odd : Questions.ODD) {
      assertThat(understand(odd)).as(odd).isNotNull();
    }
  }

  @Test
  void understandsNothingWhereThereAreNoWords() {
    for (String wordless : List.of("?", "😂😂", "🔥".repeat(200), " \u0007 ...")) {
      assertThat(understand(wordless)).as(wordless).isInstanceOf(OutOfScope.class);
    }
  }

  @Test
  void servesManyThreads() {
    ContentRequest request = Questions.ask("Explain " + known().title(), null);
    Understanding alone = understanding().understand(request);

    List<Understanding> crowd =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> understanding().understand(request))
            .toList();

    assertThat(crowd).allSatisfy(one -> assertThat(one).isEqualTo(alone));
  }

  private Understanding understand(String query) {
    return understanding().understand(Questions.ask(query, null));
  }
}
