package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Passage;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.port.PassageRetriever;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link PassageRetriever} must do. */
public abstract class PassageRetrieverContract {

  private static final int LIMIT = 24;

  /** The retriever to test; may be the same for all tests. */
  protected abstract PassageRetriever retriever();

  /** A topic of which it has more than one passage. */
  protected abstract Topic known();

  @Test
  void findsThePassagesOfTheTopicFirst() {
    List<Passage> found = retriever().retrieve(known(), question(), LIMIT);

    List<Boolean> own = found.stream().map(p -> p.topicId().equals(known().id())).toList();
    assertThat(own).startsWith(true, true).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void putsTheBestFirst() {
    assertThat(retriever().retrieve(known(), question(), LIMIT))
        .extracting(Passage::score)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void findsNoPassageTwice() {
    assertThat(retriever().retrieve(known(), question(), 1_000))
        .extracting(Passage::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsToTheLimit() {
    assertThat(retriever().retrieve(known(), question(), 1)).hasSize(1);
    assertThat(retriever().retrieve(known(), question(), LIMIT)).hasSizeLessThanOrEqualTo(LIMIT);
  }

  @Test
  void findsNothingOfATopicThatItDoesNotHave() {
    Topic unknown = new Topic("unknown-topic", "Unknown topic", Subject.GENERAL);

    assertThat(retriever().retrieve(unknown, question(), LIMIT))
        .extracting(Passage::topicId)
        .doesNotContain(unknown.id());
  }

  @Test
  void takesAnyQuestion() {
    for (String odd : Questions.ODD) {
      assertThat(retriever().retrieve(known(), Questions.ask(odd, odd), LIMIT))
          .as(odd)
          .first()
          .extracting(Passage::topicId)
          .isEqualTo(known().id());
    }
  }

  @Test
  void servesManyThreads() {
    ContentRequest request = question();
    List<Passage> alone = retriever().retrieve(known(), request, LIMIT);

    assertThat(
            IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> retriever().retrieve(known(), request, LIMIT))
                .toList())
        .allSatisfy(found -> assertThat(found).isEqualTo(alone));
  }

  private ContentRequest question() {
    return Questions.ask("Explain " + known().title(), null);
  }
}
