package io.vividly.core.model;

import java.time.Duration;

/**
 * A word and when it is heard.
 *
 * @param text as written in the scene, with its punctuation
 * @param start from the beginning of the narration
 * @param end from the beginning of the narration
 */
public record SpokenWord(String text, Duration start, Duration end) {

  public SpokenWord {
    Require.text(text, "word");
    Require.that(!start.isNegative(), "a word cannot start before the narration");
    Require.that(end.compareTo(start) >= 0, "a word cannot end before it starts");
  }
}
