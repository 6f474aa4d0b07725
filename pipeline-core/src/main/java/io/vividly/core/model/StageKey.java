package io.vividly.core.model;

/**
 * What a checkpoint is stored under, within a request.
 *
 * @param scene the number of a scene, or 0 for the stage as a whole
 */
public record StageKey(Stage stage, int scene) {

  public StageKey {
    Require.that(scene >= 0, "scene must not be negative");
  }

  public static StageKey of(Stage stage) {
    return new StageKey(stage, 0);
  }

  public boolean isScene() {
    return scene > 0;
  }

  @Override
  public String toString() {
    return isScene() ? stage.wireName() + " of scene " + scene : stage.wireName();
  }
}
