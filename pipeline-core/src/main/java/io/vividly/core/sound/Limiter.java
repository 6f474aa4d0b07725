package io.vividly.core.sound;

/**
 * Keeps every sample below a ceiling. It looks ahead, so that the gain has come down before a peak
 * arrives, and lets go slowly, so that it is not heard.
 */
final class Limiter {

  private static final double LOOK_AHEAD_SECONDS = 0.003;
  private static final double RELEASE_SECONDS = 0.08;

  private final double ceiling;

  /**
   * @param ceiling full scale is 1
   */
  Limiter(double ceiling) {
    this.ceiling = ceiling;
  }

  double[] limit(double[] samples, int sampleRate) {
    double[] gain = release(attack(neededGain(samples), sampleRate), sampleRate);
    double[] out = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      out[i] = samples[i] * gain[i];
    }
    return out;
  }

  private double[] neededGain(double[] samples) {
    double[] gain = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      gain[i] = Math.min(1, ceiling / Math.max(ceiling, Math.abs(samples[i])));
    }
    return gain;
  }

  /** Backwards: the gain may fall towards a peak only by a bounded step per sample. */
  private static double[] attack(double[] gain, int sampleRate) {
    double step = 1 / (LOOK_AHEAD_SECONDS * sampleRate);
    for (int i = gain.length - 2; i >= 0; i--) {
      gain[i] = Math.min(gain[i], gain[i + 1] + step);
    }
    return gain;
  }

  /** Forwards: after a peak the gain may rise only by a bounded step per sample. */
  private static double[] release(double[] gain, int sampleRate) {
    double step = 1 / (RELEASE_SECONDS * sampleRate);
    for (int i = 1; i < gain.length; i++) {
      gain[i] = Math.min(gain[i], gain[i - 1] + step);
    }
    return gain;
  }
}
