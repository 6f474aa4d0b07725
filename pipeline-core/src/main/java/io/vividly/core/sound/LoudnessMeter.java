package io.vividly.core.sound;

import java.util.Arrays;

/**
 * Integrated loudness of one channel after ITU-R BS.1770-4: K-weighting, blocks of 400 ms that
 * overlap by three quarters, an absolute gate at -70 LUFS and a relative one 10 LU below what
 * passes it.
 */
public final class LoudnessMeter {

  private static final double ABSOLUTE_GATE = -70;
  private static final double RELATIVE_GATE = -10;
  private static final double OFFSET = -0.691;

  private LoudnessMeter() {}

  /**
   * @param samples full scale is 1
   * @return in LUFS; negative infinity for silence
   */
  public static double integrated(double[] samples, int sampleRate) {
    double[] blocks = blockPowers(Biquad.kWeighting(samples, sampleRate), sampleRate);
    double ungated = loudness(meanAbove(blocks, power(ABSOLUTE_GATE)));
    double gate = Math.max(ABSOLUTE_GATE, ungated + RELATIVE_GATE);
    return loudness(meanAbove(blocks, power(gate)));
  }

  private static double[] blockPowers(double[] weighted, int sampleRate) {
    int step = sampleRate / 10;
    int block = 4 * step;
    if (weighted.length < block) {
      // Shorter than the standard knows: the whole sound is the block.
      return new double[] {meanSquare(weighted, 0, weighted.length)};
    }
    double[] powers = new double[(weighted.length - block) / step + 1];
    Arrays.setAll(powers, i -> meanSquare(weighted, i * step, i * step + block));
    return powers;
  }

  private static double meanSquare(double[] samples, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += samples[i] * samples[i];
    }
    return to > from ? sum / (to - from) : 0;
  }

  private static double meanAbove(double[] powers, double threshold) {
    return Arrays.stream(powers).filter(p -> p > threshold).average().orElse(0);
  }

  private static double loudness(double power) {
    return OFFSET + 10 * StrictMath.log10(power);
  }

  private static double power(double loudness) {
    return StrictMath.pow(10, (loudness - OFFSET) / 10);
  }
}
