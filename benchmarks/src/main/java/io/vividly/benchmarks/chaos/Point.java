package io.vividly.benchmarks.chaos;

import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A point in the life of a request at which its worker can be held.
 *
 * @param key the stage, or the scene of one; null where the moment belongs to none
 */
record Point(Moment moment, @Nullable StageKey key) {

  /** The scene that stands for all of them. */
  private static final int SCENE = 2;

  /** One that is spoken while its script is not stored yet. */
  private static final int EARLY_SCENE = 1;

  /** What has just happened, or is about to. */
  enum Moment {
    /** The request was claimed; nothing was written under the claim yet. */
    CLAIMED,
    BEFORE_EFFECT,
    /** The effect is there, its checkpoint is not. */
    AFTER_EFFECT,
    AFTER_CHECKPOINT,
    /** Every stage is done; the request is not finished. */
    BEFORE_FINISH,
    /** The request is finished; the delivery is not answered. */
    AFTER_FINISH
  }

  /** Every point: three at each stage, those around them, and one amid an early narration. */
  static List<Point> all() {
    List<Point> points = new ArrayList<>();
    points.add(new Point(Moment.CLAIMED, null));
    for (Stage stage : Stage.values()) {
      boolean sceneByScene = stage == Stage.NARRATION || stage == Stage.RENDERING;
      StageKey key = new StageKey(stage, sceneByScene ? SCENE : 0);
      points.add(new Point(Moment.BEFORE_EFFECT, key));
      points.add(new Point(Moment.AFTER_EFFECT, key));
      points.add(new Point(Moment.AFTER_CHECKPOINT, key));
    }
    points.add(new Point(Moment.AFTER_EFFECT, new StageKey(Stage.NARRATION, EARLY_SCENE)));
    points.add(new Point(Moment.BEFORE_FINISH, null));
    points.add(new Point(Moment.AFTER_FINISH, null));
    return points;
  }

  /** Whether a scene is spoken before its script is stored: one is, so that it is known which. */
  static boolean isSpokenEarly(int scene) {
    return scene == EARLY_SCENE;
  }

  /** Whether other scenes of the request go on while one is held here. */
  boolean isAmongScenes() {
    return key != null && (key.stage() == Stage.NARRATION || key.stage() == Stage.RENDERING);
  }

  /** Whether whoever is held here writes next, even if told meanwhile that the lease is lost. */
  boolean leadsToWrite() {
    return switch (moment) {
      case CLAIMED, BEFORE_FINISH -> true;
      // What was spoken early is stored by who makes the scene, and that one stops.
      case AFTER_EFFECT -> !isAmongScenes() || (key != null && !isSpokenEarly(key.scene()));
      case BEFORE_EFFECT, AFTER_CHECKPOINT, AFTER_FINISH -> false;
    };
  }

  /** Reads what {@link #toString} writes. */
  static Point parse(String text) {
    String[] parts = text.split("/");
    Moment moment = Moment.valueOf(parts[0].toUpperCase(Locale.ROOT));
    return parts.length == 1
        ? new Point(moment, null)
        : new Point(
            moment,
            new StageKey(
                Stage.valueOf(parts[1].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[2])));
  }

  @Override
  public String toString() {
    String name = moment.name().toLowerCase(Locale.ROOT);
    return key == null ? name : name + "/" + key.stage().wireName() + "/" + key.scene();
  }
}
