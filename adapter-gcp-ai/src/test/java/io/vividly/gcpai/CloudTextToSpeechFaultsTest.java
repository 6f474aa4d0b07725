package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineException;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.Samples;
import io.vividly.testkit.google.TextToSpeechFault;
import io.vividly.testkit.google.TextToSpeechServer;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CloudTextToSpeechFaultsTest {

  private static final String TEXT = "The secret word is abracadabra.";
  private static final int CHARACTERS = 15 + TEXT.length();

  private final TextToSpeechServer server = TextToSpeechServer.start(Samples::narration);
  private final CloudTextToSpeech speech = open(Duration.ofSeconds(20));
  private final Notes notes = new Notes();

  @AfterEach
  void close() {
    speech.close();
    server.close();
  }

  /** Prints a row of the table of faults. */
  @ParameterizedTest
  @CsvSource({
    "EXHAUSTED,         TransientFailureException, 3, RESOURCE_EXHAUSTED, 0",
    "UNAVAILABLE,       TransientFailureException, 3, UNAVAILABLE,        0",
    "INTERNAL,          TransientFailureException, 3, INTERNAL,           0",
    "DENIED,            TransientFailureException, 1, PERMISSION_DENIED,  0",
    "UNAUTHENTICATED,   TransientFailureException, 1, UNAUTHENTICATED,    0",
    "HANG,              TransientFailureException, 3, DEADLINE_EXCEEDED,  0",
    "BROKEN_AUDIO,      TransientFailureException, 3, unusable reply,     3",
    "MISSING_TIMEPOINT, TransientFailureException, 3, unusable reply,     3",
  })
  void a_fault_that_stays(
      TextToSpeechFault fault, String outcome, int tries, String problem, int paid) {
    server.faults().retryAfter(Duration.ofMillis(20));
    server.faults().strikeAlways(fault);
    boolean hangs = fault == TextToSpeechFault.HANG;

    try (CloudTextToSpeech struck = open(Duration.ofMillis(hangs ? 200 : 20_000))) {
      Throwable failure = catchThrowable(() -> struck.speak(TEXT, notes));

      assertThat(failure.getClass().getSimpleName()).isEqualTo(outcome);
      assertThat(failure).isInstanceOf(PipelineException.class).hasMessageNotContaining("secret");
    }
    assertThat(server.faults().calls()).isEqualTo(tries);
    assertThat(notes.calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.tries()).isEqualTo(tries);
              assertThat(call.problem()).isEqualTo(problem);
              System.out.printf(
                  "fault x text-to-speech: %-18s -> %s, %d tries, %d ms, %s characters%n",
                  fault, outcome, call.tries(), call.took().toMillis(), notes.quantity());
            });
    assertThat(notes.quantity().intValueExact()).isEqualTo(paid * CHARACTERS);
  }

  @ParameterizedTest
  @CsvSource({
    "EXHAUSTED, 1",
    "UNAVAILABLE, 1",
    "INTERNAL, 1",
    "BROKEN_AUDIO, 2",
    "MISSING_TIMEPOINT, 2"
  })
  void a_fault_that_passes_is_not_noticed(TextToSpeechFault fault, int paid) {
    server.faults().retryAfter(Duration.ofMillis(20));
    server.faults().strikeNext(fault);

    assertThat(speech.speak(TEXT, notes).words()).hasSize(5);
    assertThat(notes.calls.get(0).tries()).isEqualTo(2);
    assertThat(notes.quantity().intValueExact()).isEqualTo(paid * CHARACTERS);
  }

  @Test
  void waits_as_long_as_it_is_told_to() {
    server.faults().retryAfter(Duration.ofMillis(700));
    server.faults().strikeNext(TextToSpeechFault.EXHAUSTED);

    speech.speak(TEXT, notes);

    assertThat(notes.calls.get(0).took()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
  }

  @Test
  void does_not_wait_longer_than_makes_sense() {
    server.faults().retryAfter(Duration.ofMinutes(5));
    server.faults().strikeNext(TextToSpeechFault.EXHAUSTED);

    assertThatThrownBy(() -> speech.speak(TEXT, notes))
        .isInstanceOf(TransientFailureException.class);
    assertThat(notes.calls.get(0).tries()).isOne();
  }

  @Test
  void says_what_to_do_where_rights_are_missing() {
    server.faults().strikeNext(TextToSpeechFault.DENIED);

    assertThatThrownBy(() -> speech.speak(TEXT))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("enable texttospeech.googleapis.com");
  }

  @Test
  void an_interrupt_ends_a_call_that_hangs() throws Exception {
    server.faults().strikeAlways(TextToSpeechFault.HANG);
    FutureTask<Boolean> call =
        new FutureTask<>(
            () -> {
              assertThatThrownBy(() -> speech.speak(TEXT, notes))
                  .isInstanceOf(TransientFailureException.class);
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = new Thread(call);
    thread.start();
    server.faults().awaitHang();
    thread.interrupt();

    assertThat(call.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.faults().calls()).isOne();
  }

  @Test
  void a_text_without_a_sound_is_not_even_asked_for() {
    assertThatThrownBy(() -> speech.speak("… \uD83D\uDE00", notes))
        .isInstanceOf(PermanentFailureException.class);

    assertThat(server.faults().calls()).isZero();
    assertThat(notes.calls).isEmpty();
  }

  private CloudTextToSpeech open(Duration deadline) {
    return CloudTextToSpeech.open(
        CloudTextToSpeechOptions.builder()
            .endpoint(server.endpoint())
            .calls(
                CallOptions.builder()
                    .deadline(deadline)
                    .firstPause(Duration.ofMillis(10))
                    .longestPause(Duration.ofSeconds(2))
                    .build())
            .build());
  }
}
