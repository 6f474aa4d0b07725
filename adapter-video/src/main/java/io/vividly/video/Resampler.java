package io.vividly.video;

import io.vividly.core.model.Pcm;

/** Brings sound to the sample rate of the video, by windowed sinc interpolation. */
final class Resampler {

  /** Zero crossings of the sinc on each side. */
  private static final int CROSSINGS = 24;

  private Resampler() {}

  /** The samples at {@link Grid#SAMPLE_RATE}; the array of the sound itself if that is its rate. */
  static short[] samples(Pcm pcm) {
    if (pcm.sampleRate() == Grid.SAMPLE_RATE) {
      return pcm.samples();
    }
    short[] source = pcm.samples();
    double step = (double) pcm.sampleRate() / Grid.SAMPLE_RATE;
    short[] target = new short[Math.toIntExact(Math.round(source.length / step))];
    // Towards a lower rate, what it cannot hold is filtered out.
    double cutoff = Math.min(1, 1 / step);
    for (int i = 0; i < target.length; i++) {
      target[i] = at(source, i * step, cutoff);
    }
    return target;
  }

  private static short at(short[] source, double position, double cutoff) {
    double reach = CROSSINGS / cutoff;
    int first = Math.max(0, (int) Math.ceil(position - reach));
    int last = Math.min(source.length - 1, (int) Math.floor(position + reach));
    double sum = 0;
    for (int i = first; i <= last; i++) {
      double distance = position - i;
      double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / reach);
      sum += source[i] * window * cutoff * sinc(distance * cutoff);
    }
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
  }

  private static double sinc(double x) {
    return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
