package io.vividly.gcpai;

import io.vividly.core.speech.Pause;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A word of the text as markup.
 *
 * @param written as it stands in the text
 * @param ssml with its mark, if it has one; may be empty for a word without a sound
 * @param mark null if it makes no sound
 * @param pause what is heard after it
 */
record SsmlWord(String written, String ssml, @Nullable String mark, Pause pause) {

  boolean isSilent() {
    return mark == null;
  }

  int bytes() {
    return ssml.getBytes(StandardCharsets.UTF_8).length;
  }
}
