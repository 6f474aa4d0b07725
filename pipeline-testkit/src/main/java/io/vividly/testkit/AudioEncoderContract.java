package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Narration;
import io.vividly.core.port.AudioEncoder;
import io.vividly.core.port.AudioEncoder.EncodedAudio;
import io.vividly.core.port.TransientFailureException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link AudioEncoder} must do. That its file can be played is for the adapter to show.
 */
@Timeout(120)
public abstract class AudioEncoderContract {

  private static final List<Narration> NARRATIONS =
      List.of(
          Samples.narration("Forces come in pairs."),
          Samples.narration("You push the floor."),
          Samples.narration("Up!"));

  /** The encoder to test; may be the same for all tests. */
  protected abstract AudioEncoder encoder();

  @Test
  void saysWhenEachNarrationBegins() {
    EncodedAudio audio = encode(NARRATIONS);

    assertThat(audio.content()).isNotEmpty();
    assertThat(audio.starts()).hasSameSizeAs(NARRATIONS);
    Duration end = Duration.ZERO;
    for (int i = 0; i < NARRATIONS.size(); i++) {
      assertThat(audio.starts().get(i)).as("start %s", i).isGreaterThanOrEqualTo(end);
      end = audio.starts().get(i).plus(NARRATIONS.get(i).audio().duration());
    }
    assertThat(audio.duration()).isGreaterThanOrEqualTo(end);
  }

  @Test
  void oneNarrationIsEnough() {
    assertThat(encode(NARRATIONS.subList(0, 1)).starts()).hasSize(1);
  }

  @Test
  void theSameInputGivesTheSameBytesOnEveryThread() throws Exception {
    EncodedAudio alone = encode(NARRATIONS);

    for (EncodedAudio one : Threads.atOnce(4, () -> encode(NARRATIONS))) {
      assertThat(one.content()).isEqualTo(alone.content());
      assertThat(one.starts()).isEqualTo(alone.starts());
      assertThat(one.duration()).isEqualTo(alone.duration());
    }
  }

  @Test
  void anInterruptStaysVisible() {
    Thread.currentThread().interrupt();
    try {
      encode(NARRATIONS);
    } catch (TransientFailureException e) {
      // As it should, unless it was quicker than the interrupt.
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private EncodedAudio encode(List<Narration> narrations) {
    return encoder().encode("Newton's third law", narrations);
  }
}
