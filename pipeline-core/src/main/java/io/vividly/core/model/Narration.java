package io.vividly.core.model;

import java.util.List;

/**
 * A text as it was spoken.
 *
 * @param words the white-space separated words of the text, in order, with their times from the
 *     synthesizer itself
 */
public record Narration(Pcm audio, List<SpokenWord> words) {

  public Narration {
    words = List.copyOf(words);
  }
}
