package io.vividly.core.speech;

import java.util.List;

/**
 * A white-space separated word of the text and how it is said.
 *
 * @param written as it stands in the text
 * @param words what is said for it; empty if it makes no sound. A single letter is said by its
 *     name, except {@code a}, which is the article; the letter is {@code A}
 * @param pause what is heard after it
 */
public record SpokenToken(String written, List<String> words, Pause pause) {

  public SpokenToken {
    words = List.copyOf(words);
  }

  public boolean isSilent() {
    return words.isEmpty();
  }

  SpokenToken followedBy(Pause other) {
    return other.compareTo(pause) > 0 ? new SpokenToken(written, words, other) : this;
  }
}
