package io.vividly.core.sound;

/**
 * A filter of second order, and the two that make up the K-weighting of ITU-R BS.1770.
 *
 * <p>The standard gives coefficients for 48 kHz only. They follow from the analogue parameters used
 * here by the bilinear transform, so that other sampling rates measure the same (the parameters are
 * those that libebur128 found).
 */
record Biquad(double b0, double b1, double b2, double a1, double a2) {

  static double[] kWeighting(double[] samples, int sampleRate) {
    return highPass(sampleRate).filter(headShelf(sampleRate).filter(samples));
  }

  /** The head as a sphere: about 4 dB more above 2 kHz. */
  static Biquad headShelf(int sampleRate) {
    double frequency = 1681.974450955533;
    double gain = 3.999843853973347;
    double quality = 0.7071752369554196;
    double k = StrictMath.tan(Math.PI * frequency / sampleRate);
    double high = StrictMath.pow(10, gain / 20);
    double band = StrictMath.pow(high, 0.4996667741545416);
    double norm = 1 + k / quality + k * k;
    return new Biquad(
        (high + band * k / quality + k * k) / norm,
        2 * (k * k - high) / norm,
        (high - band * k / quality + k * k) / norm,
        2 * (k * k - 1) / norm,
        (1 - k / quality + k * k) / norm);
  }

  /** The ear is deaf to what is very low. */
  static Biquad highPass(int sampleRate) {
    double frequency = 38.13547087602444;
    double quality = 0.5003270373238773;
    double k = StrictMath.tan(Math.PI * frequency / sampleRate);
    double norm = 1 + k / quality + k * k;
    return new Biquad(1, -2, 1, 2 * (k * k - 1) / norm, (1 - k / quality + k * k) / norm);
  }

  double[] filter(double[] samples) {
    double[] out = new double[samples.length];
    double s1 = 0;
    double s2 = 0;
    for (int i = 0; i < samples.length; i++) {
      double in = samples[i];
      double y = b0 * in + s1;
      s1 = b1 * in - a1 * y + s2;
      s2 = b2 * in - a2 * y;
      out[i] = y;
    }
    return out;
  }
}
