package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Narration;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.StageContext;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.ScriptedStages;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is loaded while the program takes messages already. */
class LoadingTest {

  @Test
  void a_stage_waits_until_it_is_loaded() {
    CountDownLatch allowed = new CountDownLatch(1);
    Loading<Stages> loading =
        new Loading<>(
            "stages",
            () -> {
              allowed.await();
              return new ScriptedStages().stages();
            });
    Stages stages = DeferredStages.of(loading.begin());
    CompletableFuture<Narration> spoken =
        CompletableFuture.supplyAsync(
            () -> stages.synthesizer().speak("Two words", StageContext.none()));
    assertThat(loading.isLoaded()).isFalse();
    assertThat(spoken).isNotDone();

    allowed.countDown();
    assertThat(spoken.join().words()).hasSize(2);
    assertThat(loading.isLoaded()).isTrue();
  }

  @Test
  void nothing_is_loaded_before_it_is_begun_or_needed() {
    Loading<String> loading = new Loading<>("word", () -> "word");
    assertThat(loading.isLoaded()).isFalse();
    assertThat(loading.get()).isEqualTo("word");
  }

  @Test
  void a_stage_that_cannot_be_loaded_may_be_tried_again_and_the_starter_learns_why() {
    Loading<String> loading =
        new Loading<>(
            "word",
            () -> {
              throw new PermanentFailureException("no word");
            });
    assertThatThrownBy(loading::get)
        .isInstanceOf(TransientFailureException.class)
        .hasMessage("The word could not be loaded.");
    assertThatThrownBy(loading::orFailure)
        .isInstanceOf(PermanentFailureException.class)
        .hasMessage("no word");
    assertThat(loading.isLoaded()).isFalse();
  }

  @Test
  void a_checked_failure_reaches_the_starter_as_it_is() {
    Loading<String> loading =
        new Loading<>(
            "word",
            () -> {
              throw new IOException("disk full");
            });
    assertThatThrownBy(loading::orFailure).isInstanceOf(IOException.class).hasMessage("disk full");
  }

  @Test
  void what_was_not_begun_when_the_program_ends_never_is() {
    Loading<String> loading = new Loading<>("word", () -> "word");
    loading.settle();
    assertThatThrownBy(loading::get).isInstanceOf(TransientFailureException.class);
  }
}
