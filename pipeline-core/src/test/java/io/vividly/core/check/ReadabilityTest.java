package io.vividly.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadabilityTest {

  @ParameterizedTest
  @CsvSource({
    "cat, 1",
    "force, 1",
    "forces, 2",
    "pushed, 1",
    "heated, 2",
    "table, 2",
    "scale, 1",
    "energy, 3",
    "velocity, 4",
    "acceleration, 5",
    "radius, 3",
  })
  void countsSyllables(String word, int syllables) {
    assertThat(Readability.syllables(word)).isEqualTo(syllables);
  }

  @Test
  void tellsPlainFromHard() {
    double plain = Readability.grade(List.of("The cat sat on the mat.", "It was warm."));
    double hard =
        Readability.grade(
            List.of("Photosynthesis converts electromagnetic radiation into chemical energy."));

    assertThat(plain).isLessThan(2);
    assertThat(hard).isGreaterThan(12);
  }
}
