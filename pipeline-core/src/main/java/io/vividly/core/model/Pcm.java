package io.vividly.core.model;

import java.time.Duration;

/**
 * Uncompressed sound: one channel of signed 16-bit samples. The array is not copied, because it is
 * large; whoever hands it over must not change it afterwards.
 *
 * @param sampleRate in hertz
 */
public record Pcm(int sampleRate, short[] samples) {

  public Pcm {
    Require.that(sampleRate > 0, "sample rate must be positive");
  }

  public Duration duration() {
    return Duration.ofNanos(samples.length * 1_000_000_000L / sampleRate);
  }
}
