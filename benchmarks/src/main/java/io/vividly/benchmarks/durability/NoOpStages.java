package io.vividly.benchmarks.durability;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.AudioEncoder.EncodedAudio;
import io.vividly.core.port.VideoRenderer;
import io.vividly.testkit.Samples;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Stages that do nothing: everything was made before, and a voice is a moment of silence. */
final class NoOpStages {

  private static final Pcm SILENCE = new Pcm(8_000, new short[8]);

  private static final Map<String, Narration> NARRATIONS =
      Checkpoints.SCRIPT.scenes().stream()
          .map(Scene::spokenText)
          .collect(
              Collectors.toMap(
                  text -> text, text -> new Narration(SILENCE, Samples.narration(text).words())));

  private NoOpStages() {}

  static Stages stages() {
    return new Stages(
        request -> Checkpoints.UNDERSTANDING,
        (topic, request, limit) -> Checkpoints.PASSAGES.list(),
        (brief, onScene) -> Checkpoints.SCRIPT,
        text -> Objects.requireNonNull(NARRATIONS.get(text)),
        new NoPictures(),
        (title, narrations) ->
            new EncodedAudio(
                new byte[0], Duration.ZERO, Collections.nCopies(narrations.size(), Duration.ZERO)));
  }

  private static final class NoPictures implements VideoRenderer {

    @Override
    public Segment render(Look look, Scene scene, Narration narration) {
      return new Segment(new byte[0], Duration.ZERO, Duration.ZERO);
    }

    @Override
    public byte[] assemble(Script script, List<Segment> segments, Captions captions) {
      return new byte[0];
    }

    @Override
    public byte[] thumbnail(Script script) {
      return new byte[0];
    }
  }
}
