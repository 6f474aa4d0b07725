package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.TransientFailureException;
import io.vividly.core.port.VideoRenderer;
import io.vividly.core.port.VideoRenderer.Look;
import io.vividly.core.port.VideoRenderer.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link VideoRenderer} must do. That its files can be played is for the adapter to
 * show.
 */
@Timeout(120)
public abstract class VideoRendererContract {

  private final Script script = Samples.script();

  /** The renderer to test; may be the same for all tests. */
  protected abstract VideoRenderer renderer();

  @Test
  void aSegmentHoldsItsWholeNarration() {
    for (Scene scene : script.scenes()) {
      Segment segment = render(scene);

      assertThat(segment.content()).isNotEmpty();
      assertThat(segment.narrationStart()).isGreaterThanOrEqualTo(Duration.ZERO);
      assertThat(segment.duration())
          .as("of scene %s", scene.number())
          .isGreaterThanOrEqualTo(
              segment.narrationStart().plus(narration(scene).audio().duration()));
    }
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    Scene scene = script.scenes().get(0);

    assertSame(render(scene), render(scene));
    assertThat(renderer().thumbnail(script)).isEqualTo(renderer().thumbnail(script)).isNotEmpty();
    assertThat(assemble(script.scenes().subList(0, 2)))
        .isEqualTo(assemble(script.scenes().subList(0, 2)))
        .isNotEmpty();
  }

  @Test
  void segmentsArePutTogetherInTheOrderGiven() {
    Scene first = script.scenes().get(0);
    Scene second = script.scenes().get(1);

    assertThat(assemble(List.of(first, second))).isNotEqualTo(assemble(List.of(second, first)));
  }

  @Test
  void manyThreadsAreServed() throws Exception {
    Scene scene = script.scenes().get(1);
    Segment alone = render(scene);

    for (Segment one : Threads.atOnce(4, () -> render(scene))) {
      assertSame(one, alone);
    }
  }

  @Test
  void anInterruptStaysVisible() {
    Thread.currentThread().interrupt();
    try {
      render(script.scenes().get(0));
    } catch (TransientFailureException e) {
      // As it should, unless it was quicker than the interrupt.
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private byte[] assemble(List<Scene> scenes) {
    List<Segment> segments = new ArrayList<>();
    List<Captions.TimedNarration> narrations = new ArrayList<>();
    Duration end = Duration.ZERO;
    for (Scene scene : scenes) {
      Segment segment = render(scene);
      narrations.add(
          new Captions.TimedNarration(
              end.plus(segment.narrationStart()), narration(scene).words()));
      segments.add(segment);
      end = end.plus(segment.duration());
    }
    return renderer().assemble(script, segments, Captions.of(narrations));
  }

  private Segment render(Scene scene) {
    return renderer()
        .render(new Look(script.topic().subject(), script.title()), scene, narration(scene));
  }

  private static Narration narration(Scene scene) {
    return Samples.narration(scene.spokenText());
  }

  private static void assertSame(Segment one, Segment other) {
    assertThat(one.content()).isEqualTo(other.content());
    assertThat(one.duration()).isEqualTo(other.duration());
    assertThat(one.narrationStart()).isEqualTo(other.narrationStart());
  }
}
