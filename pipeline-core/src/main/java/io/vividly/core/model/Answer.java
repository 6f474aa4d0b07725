package io.vividly.core.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A finished answer.
 *
 * @param duration how long it plays; zero for text alone
 */
public record Answer(String title, Map<Artifact, MediaRef> files, Duration duration)
    implements StageOutput {

  public Answer {
    Require.text(title, "title of an answer");
    Require.notEmpty(files.keySet(), "files of an answer");
    files = Collections.unmodifiableMap(new EnumMap<>(files));
  }
}
