package io.vividly.core.port;

import io.vividly.core.model.Narration;
import java.time.Duration;
import java.util.List;

/**
 * Makes an audio file of narrations. Safe for use by many threads; blocks while it works; an
 * interrupt ends it with a {@link TransientFailureException}. The same input gives the same bytes.
 */
@FunctionalInterface
public interface AudioEncoder {

  /**
   * Joins narrations, in the order given, with a short pause between them.
   *
   * @param narrations all of the same sample rate; never empty
   */
  EncodedAudio encode(String title, List<Narration> narrations);

  /**
   * An M4A file.
   *
   * @param starts when each narration begins
   */
  record EncodedAudio(byte[] content, Duration duration, List<Duration> starts) {
    public EncodedAudio {
      starts = List.copyOf(starts);
    }
  }
}
