package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Modality;
import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.Narration;
import io.vividly.core.model.RenderedScene;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.StageContext;
import io.vividly.core.port.VideoRenderer.Look;
import io.vividly.core.port.VideoRenderer.Segment;
import io.vividly.core.sound.Wav;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Narrates and renders the scenes of a script, several at a time. */
final class SceneProduction {

  private final Stages stages;
  private final MediaStore media;
  private final ExecutorService executor;

  SceneProduction(Stages stages, MediaStore media, ExecutorService executor) {
    this.stages = stages;
    this.media = media;
    this.executor = executor;
  }

  /** Begins to speak scenes whose script is still being written; the caller closes it. */
  EarlyNarrations narrateEarly(StageRunner runner) {
    return new EarlyNarrations(stages.synthesizer(), executor, runner);
  }

  /**
   * Returns the scenes in the order of the script, all of them made and stored.
   *
   * @param early has scenes that were spoken already
   */
  List<ProducedScene> produce(
      Script script,
      ContentRequest request,
      StageRunner runner,
      Progress progress,
      EarlyNarrations early)
      throws InterruptedException {
    boolean video = request.wants(Modality.VIDEO);
    progress.expectSceneParts(script.scenes().size() * (video ? 2 : 1));
    StageRunner.Interruptible<List<ProducedScene>> all =
        () -> makeAll(script, video, runner, progress, early);
    StageKey narration = StageKey.of(Stage.NARRATION);
    return video
        ? runner.runWhole(
            narration, progress, () -> runner.runWhole(StageKey.of(Stage.RENDERING), progress, all))
        : runner.runWhole(narration, progress, all);
  }

  private List<ProducedScene> makeAll(
      Script script, boolean video, StageRunner runner, Progress progress, EarlyNarrations early)
      throws InterruptedException {
    Look look = new Look(script.topic().subject(), script.title());
    BlockingQueue<SceneTask<ProducedScene>> done = new LinkedBlockingQueue<>();
    List<SceneTask<ProducedScene>> tasks = new ArrayList<>();
    for (Scene scene : script.scenes()) {
      tasks.add(
          new SceneTask<>(
              () -> make(scene, video ? look : null, runner, progress, early), done::add));
    }
    try {
      tasks.forEach(executor::execute);
      for (int left = tasks.size(); left > 0; left--) {
        // In the order in which they end, so that a failure does not wait for slower scenes.
        result(done.take());
      }
      List<ProducedScene> produced = new ArrayList<>();
      for (SceneTask<ProducedScene> task : tasks) {
        produced.add(result(task));
      }
      return produced;
    } finally {
      // Nothing of this attempt may run on, or write, after it has ended.
      SceneTask.stop(tasks);
    }
  }

  private ProducedScene make(
      Scene scene,
      @Nullable Look look,
      StageRunner runner,
      Progress progress,
      EarlyNarrations early)
      throws InterruptedException {
    Narrator narrator = new Narrator(scene, early);
    NarratedScene narrated =
        runner.run(
            new StageKey(Stage.NARRATION, scene.number()),
            NarratedScene.class,
            saved -> isStored(saved.audio()),
            progress,
            narrator::speak);
    if (look == null) {
      return new ProducedScene(narrated, null);
    }
    RenderedScene rendered =
        runner.run(
            new StageKey(Stage.RENDERING, scene.number()),
            RenderedScene.class,
            // A scene that had to be spoken again is rendered again: its words have new times.
            saved -> !narrator.hasSpoken() && isStored(saved.segment()),
            progress,
            context -> render(look, scene, narrator.narration(narrated), context));
    return new ProducedScene(narrated, rendered);
  }

  /** Whether the file of a checkpoint is still there, as it was; else its scene is made again. */
  private boolean isStored(MediaRef ref) {
    try {
      media.get(ref);
      return true;
    } catch (PermanentFailureException e) {
      return false;
    }
  }

  private RenderedScene render(Look look, Scene scene, Narration narration, StageContext context) {
    Segment segment = stages.videoRenderer().render(look, scene, narration);
    context.used(Usage.rendered("vividly", "slides", segment.duration()));
    return new RenderedScene(
        media.put(MediaType.MP4, segment.content()), segment.duration(), segment.narrationStart());
  }

  private static ProducedScene result(Future<ProducedScene> task) throws InterruptedException {
    try {
      return task.get();
    } catch (CancellationException e) {
      throw new InterruptedException("a scene was cancelled");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new InterruptedException("a scene was interrupted");
    }
  }

  /** Speaks a scene, and remembers the sound as long as the scene is being made. */
  private final class Narrator {
    private final Scene scene;
    private final EarlyNarrations early;
    private @Nullable Narration sound;
    private boolean stored;

    Narrator(Scene scene, EarlyNarrations early) {
      this.scene = scene;
      this.early = early;
    }

    /** Speaks once, however often it has to be tried to store that. */
    NarratedScene speak(StageContext context) {
      Narration narration = sound == null ? spoken(context) : sound;
      sound = narration;
      MediaRef audio = media.put(MediaType.WAV, Wav.encode(narration.audio()));
      stored = true;
      return new NarratedScene(audio, narration.words());
    }

    private Narration spoken(StageContext context) {
      return early
          .take(scene)
          .orElseGet(() -> stages.synthesizer().speak(scene.spokenText(), context));
    }

    boolean hasSpoken() {
      return stored;
    }

    Narration narration(NarratedScene narrated) {
      return stored && sound != null
          ? sound
          : new Narration(Wav.decode(media.get(narrated.audio())), narrated.words());
    }
  }
}
