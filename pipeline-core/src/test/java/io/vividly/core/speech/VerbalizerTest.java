package io.vividly.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class VerbalizerTest {

  private final Verbalizer verbalizer = new Verbalizer();

  @ParameterizedTest
  @CsvFileSource(resources = "spoken.tsv", delimiter = '\t', quoteCharacter = '\0', emptyValue = "")
  void putsIntoWords(String written, String spoken) {
    assertThat(spoken(written)).isEqualTo(spoken == null ? "" : spoken);
  }

  @Test
  void keepsEveryWrittenWordWithItsWords() {
    List<SpokenToken> tokens = verbalizer.verbalize("So F=ma: \uD83D\uDE00 9.8 m/s².");

    assertThat(tokens)
        .extracting(SpokenToken::written)
        .containsExactly("So", "F=ma:", "\uD83D\uDE00", "9.8", "m/s².");
    assertThat(tokens)
        .extracting(SpokenToken::words)
        .containsExactly(
            List.of("So"),
            List.of("F", "equals", "m", "A"),
            List.of(),
            List.of("nine", "point", "eight"),
            List.of("meters", "per", "second", "squared"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Stop. Go|STATEMENT",
        "Why? Because|QUESTION",
        "Yes! Go|EXCLAMATION",
        "first, second|PHRASE",
        "heat vs. cold|NONE",
        "Dr. Curie|NONE",
        "approx. five|NONE",
        "so... maybe|PHRASE",
        "so... Maybe|STATEMENT",
        "\"Stop.\" Go|STATEMENT",
        "plain words|NONE",
        "the end|NONE"
      })
  void pausesAfterTheFirstWord(String text, Pause pause) {
    assertThat(verbalizer.verbalize(text).get(0).pause()).isEqualTo(pause);
  }

  @Test
  void endsWithAPause() {
    assertThat(verbalizer.verbalize("no full stop").get(2).pause()).isEqualTo(Pause.STATEMENT);
  }

  private String spoken(String written) {
    return verbalizer.verbalize(written).stream()
        .flatMap(token -> token.words().stream())
        .collect(Collectors.joining(" "));
  }
}
