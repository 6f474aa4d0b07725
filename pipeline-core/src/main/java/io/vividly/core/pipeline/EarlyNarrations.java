package io.vividly.core.pipeline;

import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.TransientFailureException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Speaks scenes while their script is still being written. Nothing of it is stored before the
 * script is: a script that fails, or is revised, leaves no scene behind that is not its own.
 */
final class EarlyNarrations implements AutoCloseable {

  private final SpeechSynthesizer synthesizer;
  private final Executor executor;
  private final StageRunner runner;
  private final Map<Scene, SceneTask<Narration>> tasks = new ConcurrentHashMap<>();

  EarlyNarrations(SpeechSynthesizer synthesizer, Executor executor, StageRunner runner) {
    this.synthesizer = synthesizer;
    this.executor = executor;
    this.runner = runner;
  }

  /** Begins to speak a scene, unless that has begun already, or the work is to stop. */
  void begin(Scene scene) {
    if (runner.isStopping()) {
      return;
    }
    SceneTask<Narration> task = new SceneTask<>(() -> speak(scene), ended -> {});
    if (tasks.putIfAbsent(scene, task) == null) {
      executor.execute(task);
    }
  }

  private Narration speak(Scene scene) {
    return runner.accounted(
        new StageKey(Stage.NARRATION, scene.number()),
        context -> synthesizer.speak(scene.spokenText(), context));
  }

  /**
   * Waits for a scene that was begun, and hands over what came of it; a second call gets nothing.
   * Tasks that were queued later may wait here for those that were queued before them.
   *
   * @return empty if the scene was not begun
   * @throws RuntimeException as the synthesizer threw it
   */
  Optional<Narration> take(Scene scene) {
    SceneTask<Narration> task = tasks.remove(scene);
    if (task == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(task.get());
    } catch (InterruptedException e) {
      tasks.put(scene, task);
      Thread.currentThread().interrupt();
      throw new TransientFailureException("Interrupted while a scene was spoken.", e);
    } catch (CancellationException e) {
      throw new TransientFailureException("The speaking of a scene was cancelled.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /**
   * Leaves the scenes that nobody speaks yet to whoever makes them: they store each as soon as it
   * is spoken, and what is not stored is lost when the process ends.
   */
  void scriptIsWritten() {
    tasks.values().removeIf(SceneTask::cancelIfNotStarted);
  }

  /** Stops what nobody took, and waits until no thread works on it any more. */
  @Override
  public void close() {
    SceneTask.stop(tasks.values());
  }
}
