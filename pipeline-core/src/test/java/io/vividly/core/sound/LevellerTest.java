package io.vividly.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevellerTest {

  private static final int RATE = 48_000;

  private final Leveller leveller = new Leveller(-16);

  @Test
  void bringsQuietAndLoudToTheSameLoudness() {
    double[] quiet = leveller.level(LoudnessMeterTest.tone(-50, 2, 440, RATE), RATE);
    double[] loud = leveller.level(LoudnessMeterTest.tone(-1, 2, 440, RATE), RATE);

    assertThat(LoudnessMeter.integrated(quiet, RATE)).isCloseTo(-16, within(0.1));
    assertThat(LoudnessMeter.integrated(loud, RATE)).isCloseTo(-16, within(0.1));
  }

  @Test
  void holdsPeaksBelowTheCeilingAndStillReachesTheLoudness() {
    double[] spiky = LoudnessMeterTest.tone(-40, 4, 440, RATE);
    for (int i = RATE / 2; i < spiky.length; i += RATE) {
      spiky[i] = 0.9;
    }

    double[] levelled = leveller.level(spiky, RATE);

    assertThat(Arrays.stream(levelled).map(Math::abs).max().orElseThrow()).isLessThan(0.85);
    assertThat(LoudnessMeter.integrated(levelled, RATE)).isCloseTo(-16, within(0.2));
  }

  @Test
  void leavesSilenceAlone() {
    assertThat(leveller.level(new double[RATE], RATE)).containsOnly(0);
  }
}
