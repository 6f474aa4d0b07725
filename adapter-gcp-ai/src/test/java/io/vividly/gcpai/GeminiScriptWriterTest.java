package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.TransientFailureException;
import io.vividly.json.JsonScriptFormat;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.testkit.HashingEmbedder;
import io.vividly.testkit.ScriptWriterContract;
import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import io.vividly.testkit.google.Hold;
import io.vividly.testkit.google.TruthfulModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GeminiScriptWriterTest extends ScriptWriterContract {

  /** Replies that come first; then the truth. */
  private final Queue<String> lies = new ConcurrentLinkedQueue<>();

  private final GeminiServer.Model truth =
      new TruthfulModel(
          request -> {
            throw new AssertionError("nobody asks for that here");
          },
          new PassageScriptWriter(new HashingEmbedder()),
          new JsonScriptFormat());
  private final GeminiFixture fixture =
      new GeminiFixture(
          request -> {
            String lie = lies.poll();
            return lie == null ? truth.reply(request) : lie;
          });
  private final ScriptWriter writer = fixture.gemini.scriptWriter();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected ScriptWriter writer() {
    return writer;
  }

  @Test
  void tells_what_was_used() {
    writer.write(brief(), scene -> {}, fixture.told);

    assertThat(fixture.told.quantity(Unit.INPUT_TOKENS)).isPositive();
    assertThat(fixture.told.quantity(Unit.OUTPUT_TOKENS)).isPositive();
    assertThat(fixture.told.calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.operation()).isEqualTo("streamGenerateContent");
              assertThat(call.model()).isEqualTo("gemini-2.5-flash");
              assertThat(call.tries()).isOne();
            });
  }

  @Test
  void hands_on_the_first_scene_while_the_rest_is_still_written() throws Exception {
    Hold inTheMiddle = fixture.server.holdStreamAfter("\"part\":\"section\"");
    CountDownLatch first = new CountDownLatch(1);
    FutureTask<Script> writing =
        new FutureTask<>(() -> writer.write(brief(), scene -> first.countDown()));
    new Thread(writing).start();

    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(writing.isDone()).isFalse();
    inTheMiddle.release();
    assertThat(writing.get(20, TimeUnit.SECONDS).scenes()).isNotEmpty();
  }

  @Test
  void a_reply_that_is_no_script_is_sent_back_once_with_what_is_wrong() {
    lies.add("{\"title\":\"Waves\",\"scenes\":[{\"part\":\"hook\"}],\"checks\":[]}");

    assertThat(writer.write(brief(), scene -> {}, fixture.told)).isNotNull();

    assertThat(fixture.server.requests()).hasSize(2);
    JsonObject again = fixture.server.requests().get(1).body();
    assertThat(again.getAsJsonArray("contents")).hasSize(3);
    assertThat(again.toString()).contains("problems_of_your_reply").contains("Scene 1");
    assertThat(fixture.told.calls).hasSize(2);
  }

  @Test
  void a_reply_that_is_no_script_again_fails_for_good() {
    lies.add("[]");
    lies.add("no JSON at all");

    assertThatThrownBy(() -> writer.write(brief(), scene -> {}))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("no script");
    assertThat(fixture.server.requests()).hasSize(2);
  }

  @Test
  void a_passage_that_is_made_up_is_found() {
    lies.add(truthful().replaceFirst("\"waves-on-a-rope#[a-z-]+\"", "\"waves-on-a-rope#made-up\""));
    lies.add("[]");

    assertThatThrownBy(() -> writer.write(brief(), scene -> {}))
        .isInstanceOf(PermanentFailureException.class);
    assertThat(fixture.server.requests().get(1).body().toString())
        .contains("not in the list of passages");
  }

  @Test
  void a_slide_that_shows_something_with_a_line_that_is_not_there_is_found() {
    lies.add(truthful().replaceFirst("\"line\":0", "\"line\":99"));

    writer.write(brief(), scene -> {});

    assertThat(fixture.server.requests().get(1).body().toString())
        .contains("is not an index of its lines");
  }

  @Test
  void a_refusal_for_safety_is_an_answer() {
    fixture.server.faults().strikeNext(GeminiFault.PROMPT_BLOCKED);
    assertThatThrownBy(() -> writer.write(brief(), scene -> {}))
        .isInstanceOf(ContentBlockedException.class);

    fixture.server.faults().strikeNext(GeminiFault.REPLY_BLOCKED);
    assertThatThrownBy(() -> writer.write(brief(), scene -> {}))
        .isInstanceOf(ContentBlockedException.class);
  }

  @Test
  void a_reply_that_is_too_long_fails_for_good_and_is_paid_for() {
    fixture.server.faults().strikeNext(GeminiFault.TRUNCATED);

    assertThatThrownBy(() -> writer.write(brief(), scene -> {}, fixture.told))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("as many tokens as it may");
    assertThat(fixture.told.quantity(Unit.OUTPUT_TOKENS)).isPositive();
  }

  @Test
  void what_passes_is_tried_again() {
    for (GeminiFault fault :
        List.of(
            GeminiFault.UNAVAILABLE,
            GeminiFault.INTERNAL,
            GeminiFault.CUT,
            GeminiFault.UNFINISHED,
            GeminiFault.MALFORMED_BODY)) {
      fixture.server.faults().strikeNext(fault);
      assertThat(writer.write(brief(), scene -> {}, fixture.told)).as(fault.name()).isNotNull();
    }
    assertThat(fixture.told.calls).extracting(call -> call.tries()).containsOnly(2);
  }

  @Test
  void an_interrupt_ends_a_reply_that_hangs() throws Exception {
    fixture.server.faults().strikeNext(GeminiFault.HANG);
    List<Throwable> failure = new ArrayList<>();
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                writer.write(brief(), scene -> {});
              } catch (RuntimeException e) {
                failure.add(e);
                if (Thread.currentThread().isInterrupted()) {
                  interrupted.countDown();
                }
              }
            });
    thread.start();
    while (fixture.server.requests().isEmpty()) {
      Thread.onSpinWait();
    }
    thread.interrupt();

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(failure).singleElement().isInstanceOf(TransientFailureException.class);
  }

  @Test
  void scenes_come_as_they_are_in_the_script() {
    List<Scene> scenes = new ArrayList<>();

    Script script = writer.write(brief(), scenes::add);

    assertThat(scenes)
        .as("all but the sources, which are ours")
        .isEqualTo(script.scenes().subList(0, script.scenes().size() - 1));
  }

  private String truthful() {
    try (GeminiFixture other = new GeminiFixture(truth)) {
      other.gemini.scriptWriter().write(brief(), scene -> {});
      return JsonParser.parseString(truth.reply(other.server.requests().get(0).body())).toString();
    }
  }
}
