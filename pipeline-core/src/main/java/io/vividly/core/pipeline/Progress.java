package io.vividly.core.pipeline;

import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;

/**
 * How far a request is, 0 to 100, by rough shares of the time that each stage takes. Safe for use
 * by many threads; it never goes down.
 */
final class Progress {

  private static final int UNDERSTOOD = 5;
  private static final int RETRIEVED = 10;
  private static final int WRITTEN = 20;
  private static final int SCENES_DONE = 90;
  private static final int PUBLISHED = 99;

  private int percent;
  private int scenePartsDone;
  private int sceneParts = 1;

  /** Says how many scene checkpoints are to come: one for each narration and each rendering. */
  synchronized void expectSceneParts(int count) {
    sceneParts = Math.max(1, count);
  }

  synchronized int current() {
    return percent;
  }

  /** Notes that something is done and returns how far the request is now. */
  synchronized int completed(StageKey key) {
    percent = Math.max(percent, after(key));
    return percent;
  }

  private int after(StageKey key) {
    if (key.isScene()) {
      scenePartsDone++;
      return WRITTEN + (SCENES_DONE - WRITTEN) * Math.min(scenePartsDone, sceneParts) / sceneParts;
    }
    return after(key.stage());
  }

  private static int after(Stage stage) {
    return switch (stage) {
      case UNDERSTANDING -> UNDERSTOOD;
      case RETRIEVAL -> RETRIEVED;
      case SCRIPT -> WRITTEN;
      case NARRATION, RENDERING -> SCENES_DONE;
      case PUBLISHING -> PUBLISHED;
    };
  }
}
