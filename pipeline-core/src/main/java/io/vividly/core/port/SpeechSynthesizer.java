package io.vividly.core.port;

import io.vividly.core.model.Narration;

/**
 * Speaks. Safe for use by many threads, which may be served at the same time or one after another.
 * Blocks while it speaks; an interrupt ends it with a {@link TransientFailureException} at the next
 * sentence.
 */
@FunctionalInterface
public interface SpeechSynthesizer {

  /**
   * Speaks a text. Formulae and symbols in it are spoken as words.
   *
   * @param text plain text, not blank
   * @return the sound, levelled to a loudness of -16 LUFS, and for each white-space separated word
   *     of the text when it is heard: never estimated, in order, without overlap, within the sound
   * @throws TransientFailureException if it may work when tried again
   * @throws PermanentFailureException if the text cannot be spoken
   */
  Narration speak(String text);

  /** The same; whoever pays for it tells here what was used. */
  default Narration speak(String text, StageContext context) {
    return speak(text);
  }
}
