package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.LanguageUnderstandingContract;
import io.vividly.testkit.Samples;
import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import io.vividly.testkit.google.TruthfulModel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GeminiUnderstandingTest extends LanguageUnderstandingContract {

  private static final Topic FIRST =
      new Topic("newtons-first-law", "Newton's first law", Subject.PHYSICS);
  private static final Topic THIRD = Samples.topic();
  private static final Curriculum CURRICULUM =
      () ->
          List.of(
              new Curriculum.Entry(FIRST, "Inertia.", List.of("inertia"), List.of()),
              new Curriculum.Entry(THIRD, "Action and reaction.", List.of(), List.of()));

  /** Replies that come first; then the truth. */
  private final Queue<String> lies = new ConcurrentLinkedQueue<>();

  private final GeminiServer.Model truth =
      new TruthfulModel(
          GeminiUnderstandingTest::byTitle,
          (brief, onScene) -> {
            throw new AssertionError("nobody asks for that here");
          },
          script -> new byte[0]);
  private final GeminiFixture fixture =
      new GeminiFixture(
          request -> {
            String lie = lies.poll();
            return lie == null ? truth.reply(request) : lie;
          });
  private final LanguageUnderstanding understanding = fixture.gemini.understanding(CURRICULUM);
  private final ContentRequest request = Samples.request();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected LanguageUnderstanding understanding() {
    return understanding;
  }

  @Override
  protected Topic known() {
    return THIRD;
  }

  @Override
  protected String ambiguous() {
    return "Newton's law";
  }

  @Test
  void tells_what_was_used() {
    understanding.understand(request, fixture.told);

    assertThat(fixture.told.quantity(Unit.INPUT_TOKENS)).isPositive();
    assertThat(fixture.told.calls).hasSize(1);
  }

  @Test
  void where_there_are_no_words_nobody_is_asked_and_nothing_is_paid() {
    understanding.understand(request.withQuery("?! ..."), fixture.told);

    assertThat(fixture.server.requests()).isEmpty();
    assertThat(fixture.told.calls).isEmpty();
  }

  @Test
  void a_topic_that_is_made_up_is_sent_back_once() {
    lies.add(reply("understood", "\"how-to-pick-locks\"", "none"));

    assertThat(understanding.understand(request, fixture.told))
        .isInstanceOf(Understanding.Understood.class);
    assertThat(fixture.server.requests().get(1).body().toString())
        .contains("not in the list of topics");
  }

  @Test
  void and_fails_for_good_if_it_is_no_better() {
    lies.add(reply("understood", "\"how-to-pick-locks\"", "none"));
    lies.add(reply("pirate", "", "none"));

    assertThatThrownBy(() -> understanding.understand(request))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageNotContaining("pirate")
        .hasMessageNotContaining("locks");
    assertThat(fixture.server.requests()).hasSize(2);
  }

  @Test
  void a_block_for_safety_is_out_of_scope() {
    fixture.server.faults().strikeNext(GeminiFault.PROMPT_BLOCKED);

    assertThat(understanding.understand(request, fixture.told))
        .isInstanceOf(Understanding.OutOfScope.class);
    assertThat(fixture.server.requests()).hasSize(1);
  }

  @Test
  void what_passes_is_tried_again_and_what_does_not_is_told() {
    fixture.server.faults().strikeNext(GeminiFault.UNAVAILABLE);
    assertThat(understanding.understand(request, fixture.told))
        .isInstanceOf(Understanding.Understood.class);

    fixture.server.faults().strikeNext(GeminiFault.DENIED);
    assertThatThrownBy(() -> understanding.understand(request))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("roles/aiplatform.user");
  }

  @Test
  void five_hundred_requests_share_one_client() {
    for (int i = 0; i < 20; i++) {
      understanding.understand(request);
    }
    int threads = Thread.activeCount();

    for (int i = 0; i < 500; i++) {
      understanding.understand(request);
    }

    assertThat(Thread.activeCount()).isLessThan(threads + 10);
    assertThat(fixture.server.requests()).hasSize(520);
  }

  private static String reply(String kind, String ids, String reason) {
    return "{\"kind\":\""
        + kind
        + "\",\"topic_ids\":["
        + ids
        + "],\"confidence\":1,\"reason\":\""
        + reason
        + "\"}";
  }

  private static Understanding byTitle(ContentRequest asked) {
    String query = asked.query();
    if (query.contains(THIRD.title())) {
      return new Understanding.Understood(THIRD, 0.9);
    }
    if (query.equals("Newton's law")) {
      return new Understanding.ClarificationNeeded(
          List.of("Do you mean Newton's first law?", "Do you mean Newton's third law?"));
    }
    return new Understanding.OutOfScope("No.");
  }
}
