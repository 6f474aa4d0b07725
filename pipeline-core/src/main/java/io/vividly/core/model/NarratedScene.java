package io.vividly.core.model;

import java.util.List;

/** The checkpoint of a narrated scene; the sound itself is in the media store. */
public record NarratedScene(MediaRef audio, List<SpokenWord> words) implements StageOutput {

  public NarratedScene {
    words = List.copyOf(words);
  }
}
