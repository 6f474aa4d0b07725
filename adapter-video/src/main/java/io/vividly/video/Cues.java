package io.vividly.video;

import io.vividly.core.model.Line;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.SpokenWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When things happen in a scene.
 *
 * @param frames how long the scene is
 * @param narrationStart in samples
 * @param lineStarts the frame in which each line is first heard
 */
record Cues(int frames, int narrationStart, List<Integer> lineStarts) {

  /** What is cued begins to appear so much before its line, and is seen when it is heard. */
  private static final int AHEAD = 4;

  /** The time before and after a narration at the least, in samples: 0.2 s. */
  private static final int MARGIN = Grid.SAMPLE_RATE / 5;

  Cues {
    lineStarts = List.copyOf(lineStarts);
  }

  /**
   * @param samples how long the narration is, at {@link Grid#SAMPLE_RATE}
   */
  static Cues of(Scene scene, Narration narration, int samples) {
    int least = samples + 2 * MARGIN;
    int quanta = (least + Grid.QUANTUM_SAMPLES - 1) / Grid.QUANTUM_SAMPLES;
    int spare = quanta * Grid.QUANTUM_SAMPLES - least;
    int leadFrames = (MARGIN + spare * 2 / 5) / Grid.SAMPLES_PER_FRAME;
    Duration lead = Grid.durationOfFrames(leadFrames);
    List<Integer> starts = new ArrayList<>();
    int word = 0;
    for (Line line : scene.lines()) {
      Duration start = startOf(narration.words(), word);
      starts.add(Grid.frameAt(lead.plus(start)));
      word += line.text().strip().split("\\s+").length;
    }
    return new Cues(quanta * Grid.QUANTUM_FRAMES, leadFrames * Grid.SAMPLES_PER_FRAME, starts);
  }

  /** Times for a scene that is laid out but not played: a line every two seconds. */
  static Cues silent(Scene scene) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < scene.lines().size(); i++) {
      starts.add(10 + 2 * Grid.FRAMES_PER_SECOND * i);
    }
    int frames = 2 * Grid.FRAMES_PER_SECOND * (scene.lines().size() + 1);
    return new Cues(frames, 10 * Grid.SAMPLES_PER_FRAME, starts);
  }

  /**
   * The frame in which something that belongs to a line begins to appear.
   *
   * @param line from 0; what belongs to a line that there is not appears with the last
   */
  int at(int line) {
    int start = lineStarts.get(Math.min(line, lineStarts.size() - 1));
    int latest = frames - Actor.ENTER_FRAMES - Actor.LEAVE_FRAMES;
    return Math.max(0, Math.min(start - AHEAD, latest));
  }

  private static Duration startOf(List<SpokenWord> words, int index) {
    if (words.isEmpty()) {
      return Duration.ZERO;
    }
    return words.get(Math.min(index, words.size() - 1)).start();
  }
}
