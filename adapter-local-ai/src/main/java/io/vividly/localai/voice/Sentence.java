package io.vividly.localai.voice;

import io.vividly.core.speech.Pause;
import io.vividly.core.speech.SpokenToken;
import java.util.ArrayList;
import java.util.List;

/**
 * What is spoken in one go.
 *
 * @param tokens at least one, with all that make no sound
 */
record Sentence(List<SpokenToken> tokens) {

  /**
   * Longer ones are cut, so that a text without full stops can still be interrupted. In spoken
   * words.
   */
  private static final int LONGEST = 80;

  /** From here on, a comma is a good place to cut. */
  private static final int LONG = 60;

  Sentence {
    tokens = List.copyOf(tokens);
  }

  boolean isSilent() {
    return tokens.stream().allMatch(SpokenToken::isSilent);
  }

  /** Cuts a text; every token is in exactly one sentence, in order. */
  static List<Sentence> of(List<SpokenToken> tokens) {
    List<Sentence> sentences = new ArrayList<>();
    List<SpokenToken> open = new ArrayList<>();
    int spoken = 0;
    for (SpokenToken token : tokens) {
      open.add(token);
      spoken += token.words().size();
      if (token.pause().endsSentence() || isTooLong(spoken, token)) {
        sentences.add(new Sentence(open));
        open.clear();
        spoken = 0;
      }
    }
    if (!open.isEmpty()) {
      sentences.add(new Sentence(open));
    }
    return sentences;
  }

  private static boolean isTooLong(int spoken, SpokenToken last) {
    return spoken >= LONGEST || (spoken >= LONG && last.pause() != Pause.NONE);
  }
}
