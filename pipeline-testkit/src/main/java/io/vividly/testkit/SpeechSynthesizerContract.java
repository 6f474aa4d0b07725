package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Narration;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.TransientFailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SpeechSynthesizer} must do. Its loudness is for the adapter to measure. */
public abstract class SpeechSynthesizerContract {

  private static final String TEXT =
      "Newton's third law: every push has an equal push back. So F = m a, and a 5 kg ball "
          + "speeds up at 9.8 m/s².";

  /** May be the same for all tests. */
  protected abstract SpeechSynthesizer synthesizer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        TEXT,
        "Hello",
        "  Spaces \t and\n\nlines,   everywhere.  ",
        "Water is H₂O; 50% of x² + 3x = 10 → x = 2 (or -5)!",
        "A smile \uD83D\uDE00 is silent — so is … this. \uD83D\uDE00",
        "\uD83D\uDE00 First a smile, then words.",
        "Symbols § ¶ ☃ ≈ π and Schrödinger’s “cat” don't matter?! Ok...",
        "السلام means peace, 你好 means hello, and привет too."
      })
  void timesEveryWordInOrderWithinTheSound(String text) {
    Narration narration = synthesizer().speak(text);

    assertThat(narration.words())
        .extracting(SpokenWord::text)
        .containsExactly(text.strip().split("\\s+"));
    Duration last = Duration.ZERO;
    for (SpokenWord word : narration.words()) {
      assertThat(word.start()).as("start of %s", word.text()).isGreaterThanOrEqualTo(last);
      assertThat(word.end()).as("end of %s", word.text()).isGreaterThanOrEqualTo(word.start());
      last = word.end();
    }
    assertThat(last).isPositive().isLessThanOrEqualTo(narration.audio().duration());
  }

  @Test
  void isHeardAndDoesNotClip() {
    int peak = 0;
    for (short sample : synthesizer().speak(TEXT).audio().samples()) {
      peak = Math.max(peak, Math.abs(sample));
    }

    assertThat(peak).isBetween(3_000, Short.MAX_VALUE - 1);
  }

  @Test
  void moreTextTakesLonger() {
    Narration once = synthesizer().speak(TEXT);
    Narration twice = synthesizer().speak(TEXT + " " + TEXT);

    assertThat(twice.audio().duration())
        .isGreaterThan(once.audio().duration().multipliedBy(3).dividedBy(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D\uDE00", "... — !", "\uD83D\uDE00 \uD83C\uDF89 ☃"})
  void aTextWithoutASoundFailsForGood(String text) {
    assertThatThrownBy(() -> synthesizer().speak(text))
        .isInstanceOf(PermanentFailureException.class);
  }

  @Test
  void anInterruptEndsItAndStaysVisible() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> synthesizer().speak(TEXT))
          .isInstanceOf(TransientFailureException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void manyThreadsAreServed() throws Exception {
    SpeechSynthesizer synthesizer = synthesizer();
    List<Callable<Narration>> calls = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      String text = "This is text number " + i + ".";
      calls.add(() -> synthesizer.speak(text));
    }
    List<Narration> narrations = Threads.atOnce(4, calls);

    assertThat(narrations)
        .extracting(narration -> narration.words().get(4).text())
        .containsExactly("1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.");
  }
}
