package io.vividly.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the values of ITU-R BS.1770-4 and EBU Tech 3341, for one channel instead of two. */
class LoudnessMeterTest {

  private static final int RATE = 48_000;

  /** Two equal channels are louder than one by as much. */
  private static final double ONE_CHANNEL = -3.01;

  @ParameterizedTest
  @ValueSource(ints = {44_100, 48_000, 96_000})
  void aFullScaleToneIsAtMinusThree(int rate) {
    assertThat(LoudnessMeter.integrated(tone(0, 5, 997, rate), rate))
        .isCloseTo(-3.01, within(0.02));
  }

  @Test
  void passesCasesOneAndTwo() {
    assertThat(loudness(tone(-23, 20))).isCloseTo(-23 + ONE_CHANNEL, within(0.1));
    assertThat(loudness(tone(-33, 20))).isCloseTo(-33 + ONE_CHANNEL, within(0.1));
  }

  @Test
  void caseThreeLeavesQuietPartsOut() {
    double[] sound = joined(tone(-36, 10), tone(-23, 60), tone(-36, 10));

    assertThat(loudness(sound)).isCloseTo(-23 + ONE_CHANNEL, within(0.1));
  }

  @Test
  void caseFourLeavesSilenceOut() {
    double[] sound =
        joined(tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10), tone(-72, 10));

    assertThat(loudness(sound)).isCloseTo(-23 + ONE_CHANNEL, within(0.1));
  }

  @Test
  void caseFiveAveragesWhatIsAboveTheGate() {
    double[] sound = joined(tone(-26, 20), tone(-20, 20.1), tone(-26, 20));

    assertThat(loudness(sound)).isCloseTo(-23 + ONE_CHANNEL, within(0.1));
  }

  @Test
  void weighsLowAndHighTonesAsTheEarDoes() {
    double middle = loudness(tone(-20, 3, 997, RATE));

    assertThat(loudness(tone(-20, 3, 50, RATE))).isLessThan(middle - 3);
    assertThat(loudness(tone(-20, 3, 5_000, RATE))).isCloseTo(middle + 3.3, within(0.3));
  }

  @Test
  void silenceHasNoLoudness() {
    assertThat(loudness(new double[RATE])).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(loudness(new double[0])).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void measuresASoundShorterThanABlock() {
    assertThat(loudness(tone(-23, 0.2))).isCloseTo(-23 + ONE_CHANNEL, within(0.2));
  }

  private static double loudness(double[] samples) {
    return LoudnessMeter.integrated(samples, RATE);
  }

  private static double[] tone(double decibels, double seconds) {
    return tone(decibels, seconds, 1000, RATE);
  }

  static double[] tone(double decibels, double seconds, double frequency, int rate) {
    double[] samples = new double[(int) (seconds * rate)];
    double amplitude = Math.pow(10, decibels / 20);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = amplitude * Math.sin(2 * Math.PI * frequency * i / rate);
    }
    return samples;
  }

  private static double[] joined(double[]... parts) {
    int length = 0;
    for (double[] part : parts) {
      length += part.length;
    }
    double[] all = new double[length];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
