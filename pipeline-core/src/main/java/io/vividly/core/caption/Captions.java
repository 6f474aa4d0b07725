package io.vividly.core.caption;

import java.time.Duration;
import java.util.List;

/**
 * What is said, as text with times.
 *
 * @param cues in order, without overlap
 */
public record Captions(List<Cue> cues) {

  public Captions {
    cues = List.copyOf(cues);
  }

  /**
   * A text and when it is shown.
   *
   * @param lines one or two, each at most {@link #MAX_LINE_LENGTH} characters unless a single word
   *     is longer
   */
  public record Cue(Duration start, Duration end, List<String> lines) {
    public Cue {
      lines = List.copyOf(lines);
    }
  }

  /** The longest line, in characters. */
  public static final int MAX_LINE_LENGTH = 42;
}
