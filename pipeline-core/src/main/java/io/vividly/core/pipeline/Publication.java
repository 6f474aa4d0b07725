package io.vividly.core.pipeline;

import io.vividly.core.caption.Captions;
import io.vividly.core.caption.Captions.TimedNarration;
import io.vividly.core.caption.Transcript;
import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Narration;
import io.vividly.core.model.RenderedScene;
import io.vividly.core.model.Script;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.port.AudioEncoder.EncodedAudio;
import io.vividly.core.port.VideoRenderer.Segment;
import io.vividly.core.sound.Wav;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts the files of an answer together and stores them. */
final class Publication {

  private final Stages stages;
  private final Storage storage;

  Publication(Stages stages, Storage storage) {
    this.stages = stages;
    this.storage = storage;
  }

  Answer publish(ContentRequest request, Script script, List<ProducedScene> scenes) {
    Map<Artifact, MediaRef> files = new EnumMap<>(Artifact.class);
    Played played = null;
    if (request.wants(Modality.AUDIO)) {
      played = publishAudio(script, scenes, files);
    }
    // The video comes second, so that the captions are timed for it where both are wanted.
    if (request.wants(Modality.VIDEO)) {
      played = publishVideo(script, scenes, files);
    }
    if (played != null) {
      publishCompanions(script, played.captions(), files);
    }
    files.put(Artifact.TRANSCRIPT, put(MediaType.MARKDOWN, Transcript.markdown(script)));
    files.put(
        Artifact.SCRIPT,
        storage.media().put(MediaType.JSON, storage.scriptFormat().toJson(script)));
    return new Answer(script.title(), files, played == null ? Duration.ZERO : played.duration());
  }

  private Played publishVideo(
      Script script, List<ProducedScene> scenes, Map<Artifact, MediaRef> files) {
    List<Segment> segments = new ArrayList<>();
    List<TimedNarration> narrations = new ArrayList<>();
    Duration end = Duration.ZERO;
    for (ProducedScene scene : scenes) {
      RenderedScene rendered = Objects.requireNonNull(scene.rendered(), "a scene was not rendered");
      narrations.add(
          new TimedNarration(end.plus(rendered.narrationStart()), scene.narrated().words()));
      segments.add(
          new Segment(
              storage.media().get(rendered.segment()),
              rendered.duration(),
              rendered.narrationStart()));
      end = end.plus(rendered.duration());
    }
    Captions captions = Captions.of(narrations);
    byte[] video = stages.videoRenderer().assemble(script, segments, captions);
    files.put(Artifact.VIDEO, storage.media().put(MediaType.MP4, video));
    return new Played(end, captions);
  }

  private Played publishAudio(
      Script script, List<ProducedScene> scenes, Map<Artifact, MediaRef> files) {
    List<Narration> narrations = new ArrayList<>();
    for (ProducedScene scene : scenes) {
      byte[] wav = storage.media().get(scene.narrated().audio());
      narrations.add(new Narration(Wav.decode(wav), scene.narrated().words()));
    }
    EncodedAudio audio = stages.audioEncoder().encode(script.title(), narrations);
    files.put(Artifact.AUDIO, storage.media().put(MediaType.M4A, audio.content()));
    List<TimedNarration> timed = new ArrayList<>();
    for (int i = 0; i < narrations.size(); i++) {
      timed.add(new TimedNarration(audio.starts().get(i), narrations.get(i).words()));
    }
    return new Played(audio.duration(), Captions.of(timed));
  }

  /** Stores what goes with anything that is played. */
  private void publishCompanions(Script script, Captions captions, Map<Artifact, MediaRef> files) {
    files.put(Artifact.CAPTIONS_VTT, put(MediaType.VTT, captions.toWebVtt()));
    files.put(Artifact.CAPTIONS_SRT, put(MediaType.SRT, captions.toSubRip()));
    files.put(
        Artifact.THUMBNAIL,
        storage.media().put(MediaType.PNG, stages.videoRenderer().thumbnail(script)));
  }

  private MediaRef put(MediaType type, String content) {
    return storage.media().put(type, content.getBytes(StandardCharsets.UTF_8));
  }

  /** What was made to be played: how long it is, and its captions. */
  private record Played(Duration duration, Captions captions) {}
}
