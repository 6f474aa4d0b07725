package io.vividly.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineSettingsTest {

  @Test
  void theDefaultsLeaveTimeToTakeOverWithinFifteenSeconds() {
    PipelineSettings defaults = PipelineSettings.builder("host-1").build();

    assertThat(defaults.lease()).isEqualTo(Duration.ofSeconds(10));
    assertThat(defaults.maxAttempts()).isEqualTo(5);
    assertThat(defaults.deadlineMargin()).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aLeaseMayLastFromASecondToAnHour() {
    for (Duration lease : List.of(Duration.ofSeconds(1), Duration.ofHours(1))) {
      assertThat(PipelineSettings.builder("h").lease(lease).build().lease()).isEqualTo(lease);
    }
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(s -> s.lease(Duration.ofMillis(999)), "lease must be from 1 second to 1 hour"),
        wrong(s -> s.lease(Duration.ofSeconds(-5)), "lease must be from 1 second to 1 hour"),
        wrong(s -> s.lease(Duration.ofHours(1).plusMillis(1)), "lease must be from 1 second"),
        wrong(s -> s.maxAttempts(-1), "maxAttempts must be at least 1, not -1"),
        wrong(s -> s.maxAttempts(0), "maxAttempts must be at least 1, not 0"),
        wrong(s -> s.stageTries(0), "stageTries must be at least 1"),
        wrong(s -> s.slots(0), "slots must be at least 1"),
        wrong(s -> s.maxWaiting(-1), "maxWaiting must not be negative"),
        wrong(s -> s.sceneThreads(0), "sceneThreads must be at least 1"),
        wrong(s -> s.retryPause(Duration.ofMillis(-1)), "retryPause must not be negative"),
        wrong(s -> s.deadlineMargin(Duration.ofMillis(-1)), "deadlineMargin must not be negative"),
        wrong(s -> s.storagePatience(Duration.ofMillis(-1)), "storagePatience must not be"),
        wrong(s -> s.style(" "), "style must not be blank"),
        wrong(s -> s.pipelineVersion(""), "pipelineVersion must not be blank"),
        wrong(s -> s.passageLimit(0), "passageLimit must be at least 1"));
  }

  private static Arguments wrong(UnaryOperator<PipelineSettings.Builder> change, String message) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void whatCannotBeIsRefused(String message, UnaryOperator<PipelineSettings.Builder> change) {
    assertThatThrownBy(() -> change.apply(PipelineSettings.builder("h")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aProcessWithoutANameIsRefused() {
    assertThatThrownBy(() -> PipelineSettings.builder(" ").build())
        .hasMessageContaining("holder must not be blank");
  }
}
