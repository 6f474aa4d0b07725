package io.vividly.core.sound;

/** Brings speech to a loudness, without clipping. Safe for use by many threads. */
public final class Leveller {

  private static final double CEILING_DECIBELS = -1.5;
  private static final double TOLERANCE = 0.05;
  private static final int MOST_ROUNDS = 8;

  private final double target;
  private final Limiter limiter = new Limiter(StrictMath.pow(10, CEILING_DECIBELS / 20));

  /**
   * @param target in LUFS
   */
  public Leveller(double target) {
    this.target = target;
  }

  /**
   * The same sound at the target loudness. Silence stays silence.
   *
   * @param samples full scale is 1
   */
  public double[] level(double[] samples, int sampleRate) {
    double loudness = LoudnessMeter.integrated(samples, sampleRate);
    if (loudness == Double.NEGATIVE_INFINITY) {
      return samples;
    }
    double gain = target - loudness;
    double[] levelled = limiter.limit(amplify(samples, gain), sampleRate);
    // Limiting takes away a little, which more gain gives back.
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double missing = target - LoudnessMeter.integrated(levelled, sampleRate);
      if (Math.abs(missing) < TOLERANCE) {
        break;
      }
      gain += missing;
      levelled = limiter.limit(amplify(samples, gain), sampleRate);
    }
    return levelled;
  }

  private static double[] amplify(double[] samples, double decibels) {
    double factor = StrictMath.pow(10, decibels / 20);
    double[] out = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      out[i] = samples[i] * factor;
    }
    return out;
  }
}
