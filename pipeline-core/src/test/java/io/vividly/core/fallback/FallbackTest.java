package io.vividly.core.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.Usage;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.StageContext;
import io.vividly.core.port.TransientFailureException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackTest {

  private static final Narration LOCAL = new Narration(new Pcm(8_000, new short[80]), List.of());

  private final List<String> told = new ArrayList<>();
  private final StageContext context =
      new StageContext() {
        @Override
        public void used(Usage usage) {}

        @Override
        public void called(ProviderCall call) {}

        @Override
        public void fellBack(String from, String to, String problem) {
          told.add(from + " -> " + to + ": " + problem);
        }
      };

  @Test
  void the_second_does_what_the_first_cannot_and_that_is_told() {
    assertThat(speak(failing(new TransientFailureException("503")), text -> LOCAL))
        .isEqualTo(LOCAL);
    assertThat(speak(failing(new PermanentFailureException("no such voice")), text -> LOCAL))
        .isEqualTo(LOCAL);
    assertThat(told).containsExactly("gcp -> local: 503", "gcp -> local: no such voice");
  }

  @Test
  void what_may_hold_private_words_is_not_told() {
    speak(failing(new IllegalStateException("Dear diary")), text -> LOCAL);

    assertThat(told).containsExactly("gcp -> local: IllegalStateException");
  }

  @Test
  void an_answer_of_the_first_is_final() {
    speak(text -> LOCAL, failing(new IllegalStateException("never asked")));
    assertThatThrownBy(() -> speak(failing(new ContentBlockedException("a", "b")), text -> LOCAL))
        .isInstanceOf(ContentBlockedException.class);
    assertThat(told).isEmpty();
  }

  @Test
  void where_both_fail_the_first_is_thrown_and_the_second_kept() {
    TransientFailureException first = new TransientFailureException("503");
    PermanentFailureException second = new PermanentFailureException("no voice");

    assertThatThrownBy(() -> speak(failing(first), failing(second)))
        .isSameAs(first)
        .hasSuppressedException(second);
  }

  @Test
  void an_interrupt_is_no_reason() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () -> speak(failing(new TransientFailureException("interrupted")), text -> LOCAL))
          .isInstanceOf(TransientFailureException.class);
      assertThat(told).isEmpty();
    } finally {
      Thread.interrupted();
    }
  }

  private Narration speak(SpeechSynthesizer first, SpeechSynthesizer second) {
    return Fallback.between("gcp", "local").of(first, second).speak("Hello", context);
  }

  private static SpeechSynthesizer failing(RuntimeException failure) {
    return text -> {
      throw failure;
    };
  }
}
