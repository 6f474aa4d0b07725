package io.vividly.testkit;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Understanding;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.AudioEncoder.EncodedAudio;
import io.vividly.core.port.VideoRenderer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Stages that need no provider: the same short answer every time, about {@link Samples#topic()},
 * with a tone for a voice and text for pictures. Each can be made to fail or hang.
 */
public final class ScriptedStages {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final FaultInjector understanding = new FaultInjector();
  private final FaultInjector retrieval = new FaultInjector();
  private final FaultInjector scriptWriting = new FaultInjector();
  private final FaultInjector speech = new FaultInjector();
  private final FaultInjector rendering = new FaultInjector();
  private final FaultInjector assembly = new FaultInjector();
  private final FaultInjector audioEncoding = new FaultInjector();
  private volatile Understanding understood = new Understanding.Understood(Samples.topic(), 0.9);

  /** The stages, for a pipeline. */
  public Stages stages() {
    return new Stages(
        request -> {
          understanding.pass();
          return understood;
        },
        (topic, request, limit) -> {
          retrieval.pass();
          return Samples.passages();
        },
        (brief, onScene) -> {
          scriptWriting.pass();
          return Samples.script();
        },
        this::speak,
        new TextRenderer(),
        this::encode);
  }

  /** Sets what every question is understood to be from now on. */
  public void understandAs(Understanding value) {
    understood = value;
  }

  public FaultInjector understanding() {
    return understanding;
  }

  public FaultInjector retrieval() {
    return retrieval;
  }

  public FaultInjector scriptWriting() {
    return scriptWriting;
  }

  /** One call for each scene. */
  public FaultInjector speech() {
    return speech;
  }

  /** One call for each scene. */
  public FaultInjector rendering() {
    return rendering;
  }

  /** The making of the video file, part of the stage that publishes. */
  public FaultInjector assembly() {
    return assembly;
  }

  /** The making of the audio file, part of the stage that publishes. */
  public FaultInjector audioEncoding() {
    return audioEncoding;
  }

  private Narration speak(String text) {
    speech.pass();
    return Samples.narration(text);
  }

  private EncodedAudio encode(String title, List<Narration> narrations) {
    audioEncoding.pass();
    List<Duration> starts = new ArrayList<>();
    Duration end = Duration.ZERO;
    for (Narration narration : narrations) {
      starts.add(end);
      end = end.plus(narration.audio().duration()).plus(PAUSE);
    }
    return new EncodedAudio(bytes("audio of " + title), end, starts);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private final class TextRenderer implements VideoRenderer {

    @Override
    public Segment render(Look look, Scene scene, Narration narration) {
      rendering.pass();
      return new Segment(
          bytes("[scene " + scene.number() + "]"),
          narration.audio().duration().plus(PAUSE.multipliedBy(2)),
          PAUSE);
    }

    @Override
    public byte[] assemble(Script script, List<Segment> segments, Captions captions) {
      assembly.pass();
      StringBuilder video = new StringBuilder();
      for (Segment segment : segments) {
        video.append(new String(segment.content(), StandardCharsets.UTF_8));
      }
      return bytes(video.toString());
    }

    @Override
    public byte[] thumbnail(Script script) {
      return bytes("picture of " + script.title());
    }
  }
}
