package io.vividly.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final Progress progress = new Progress();

  @Test
  void goes_on_with_every_stage_and_scene() {
    List<Integer> reached = new ArrayList<>();
    progress.expectSceneParts(4);
    reached.add(progress.current());
    reached.add(progress.completed(StageKey.of(Stage.UNDERSTANDING)));
    reached.add(progress.completed(StageKey.of(Stage.RETRIEVAL)));
    reached.add(progress.completed(StageKey.of(Stage.SCRIPT)));
    for (int scene = 1; scene <= 2; scene++) {
      reached.add(progress.completed(new StageKey(Stage.NARRATION, scene)));
      reached.add(progress.completed(new StageKey(Stage.RENDERING, scene)));
    }
    reached.add(progress.completed(StageKey.of(Stage.PUBLISHING)));

    assertThat(reached).containsExactly(0, 5, 10, 20, 37, 55, 72, 90, 99);
  }

  @Test
  void never_goes_back() {
    progress.completed(StageKey.of(Stage.SCRIPT));

    assertThat(progress.completed(StageKey.of(Stage.UNDERSTANDING))).isEqualTo(20);
  }

  @Test
  void keeps_the_last_percent_for_the_outcome() {
    for (int scene = 1; scene <= 20; scene++) {
      assertThat(progress.completed(new StageKey(Stage.NARRATION, scene))).isBetween(20, 99);
    }
    assertThat(progress.completed(StageKey.of(Stage.PUBLISHING))).isEqualTo(99);
  }
}
