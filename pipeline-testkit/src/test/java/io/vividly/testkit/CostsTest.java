package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Charge;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.PriceTable;
import io.vividly.core.model.PriceTable.Price;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineEvent.UsageCharged;
import io.vividly.core.port.TransientFailureException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the work on a request costs is written down, once, whatever becomes of it. */
@Timeout(60)
class CostsTest {

  private static final PriceTable PRICES =
      new PriceTable(
          List.of(
              new Price("gemini", "*", Unit.OUTPUT_TOKENS, new BigDecimal("0.0000025")),
              new Price("tts", "*", Unit.CHARACTERS, new BigDecimal("0.000016"))));

  private final PipelineTester tester = new PipelineTester();
  private final ContentRequest request = Samples.request(Modality.VIDEO);
  private ContentPipeline pipeline;

  @BeforeEach
  void start() {
    tester.adapting = PaidStages::of;
    pipeline = tester.start(settings -> settings.stageTries(2).prices(PRICES));
  }

  @AfterEach
  void close() throws InterruptedException {
    tester.close();
  }

  @Test
  void every_stage_that_uses_something_is_in_the_ledger_with_its_price() {
    pipeline.handle(tester.delivery(request));

    assertThat(quantity(StageKey.of(Stage.UNDERSTANDING)))
        .isEqualByComparingTo(BigDecimal.valueOf(PaidStages.UNDERSTANDING_TOKENS));
    assertThat(charges(StageKey.of(Stage.SCRIPT)))
        .singleElement()
        .satisfies(charge -> assertThat(charge.cost()).isEqualByComparingTo("0.005"));
    for (Scene scene : Samples.script().scenes()) {
      assertThat(quantity(new StageKey(Stage.NARRATION, scene.number())))
          .isEqualByComparingTo(BigDecimal.valueOf(scene.spokenText().length()));
      assertThat(quantity(new StageKey(Stage.RENDERING, scene.number()))).isPositive();
    }
    assertThat(tester.observer.events(UsageCharged.class))
        .extracting(UsageCharged::charge)
        .containsExactlyInAnyOrderElementsOf(tester.ledger.of(request.id()));
  }

  @Test
  void a_resumed_request_never_pays_twice_for_a_stage_that_is_done() {
    int lastScene = Samples.script().scenes().size();
    tester.stages.rendering().failAt(lastScene, new TransientFailureException("The disk is full."));
    tester
        .stages
        .rendering()
        .failAt(lastScene + 1, new TransientFailureException("The disk is full."));

    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Retry.class);
    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(charges(StageKey.of(Stage.UNDERSTANDING))).hasSize(1);
    assertThat(charges(StageKey.of(Stage.SCRIPT))).hasSize(1);
    for (int scene = 1; scene <= lastScene; scene++) {
      assertThat(charges(new StageKey(Stage.NARRATION, scene))).as("scene " + scene).hasSize(1);
      assertThat(charges(new StageKey(Stage.RENDERING, scene))).as("scene " + scene).hasSize(1);
    }
    assertThat(charges(new StageKey(Stage.RENDERING, lastScene)))
        .extracting(Charge::attempt)
        .containsExactly(2);
  }

  @Test
  void a_scene_that_cannot_be_stored_at_once_is_not_spoken_again() {
    tester.media.puts().failAt(1, new TransientFailureException("The bucket is away."));

    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(tester.stages.speech().calls()).isEqualTo(Samples.script().scenes().size());
  }

  @Test
  void a_try_that_fails_has_its_price_too() {
    tester.stages.scriptWriting().failAt(1, new TransientFailureException("Cut off."));

    pipeline.handle(tester.delivery(request));

    assertThat(charges(StageKey.of(Stage.SCRIPT))).hasSize(2);
  }

  @Test
  void a_failure_for_good_has_its_price_too() {
    tester.stages.scriptWriting().failAt(1, new PermanentFailureException("Not a script."));

    pipeline.handle(tester.delivery(request));

    assertThat(charges(StageKey.of(Stage.SCRIPT))).hasSize(1);
  }

  @Test
  void what_a_provider_refuses_for_safety_is_out_of_scope_and_not_tried_again() {
    tester
        .stages
        .scriptWriting()
        .failAt(1, new ContentBlockedException("SAFETY", "I cannot make a video about that."));

    assertThat(pipeline.handle(tester.delivery(request)))
        .isEqualTo(
            new Acknowledge(
                request.id(), new Outcome.OutOfScope("I cannot make a video about that.")));
    assertThat(tester.stages.scriptWriting().calls()).isEqualTo(1);
  }

  private List<Charge> charges(StageKey key) {
    return tester.ledger.of(request.id()).stream()
        .filter(charge -> charge.stage().equals(key))
        .toList();
  }

  private BigDecimal quantity(StageKey key) {
    return charges(key).stream()
        .map(charge -> charge.usage().quantity())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
