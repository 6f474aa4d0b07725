package io.vividly.core.sound;

import io.vividly.core.model.Pcm;
import java.util.Arrays;
import java.util.List;

/** Samples as fractions of full scale, which is how sound is worked on. */
public final class Samples {

  private static final double FULL_SCALE = 32_768;

  private Samples() {}

  /** The samples of a sound; full scale is 1. */
  public static double[] of(Pcm sound) {
    double[] samples = new double[sound.samples().length];
    Arrays.setAll(samples, i -> sound.samples()[i] / FULL_SCALE);
    return samples;
  }

  /** The sound of samples; what is beyond full scale is cut off. */
  public static Pcm quantized(double[] samples, int sampleRate) {
    short[] out = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      long value = Math.round(samples[i] * Short.MAX_VALUE);
      out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
    return new Pcm(sampleRate, out);
  }

  /** One after another. */
  public static double[] joined(List<double[]> parts) {
    double[] joined = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
