package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.PriceTable;
import io.vividly.core.model.Usage;
import io.vividly.core.model.Usage.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFileTest {

  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  @Test
  void knowsWhatTheDefaultsCost() {
    PriceTable shipped = PriceFile.shipped();

    assertCost(
        shipped, Usage.of("gemini", "gemini-2.5-flash", Unit.INPUT_TOKENS, 1_000_000), "0.30");
    assertCost(shipped, Usage.of("gemini", "gemini-2.5-flash", Unit.OUTPUT_TOKENS, 4_000), "0.01");
    assertCost(
        shipped,
        Usage.of("gemini", "gemini-2.5-flash-lite", Unit.OUTPUT_TOKENS, 1_000_000),
        "0.40");
    assertCost(shipped, Usage.of("gemini", "gemini-2.5-pro", Unit.OUTPUT_TOKENS, 1_000_000), "10");
    assertCost(
        shipped, Usage.of("gemini", "gemini-embedding-001", Unit.INPUT_TOKENS, 1_000_000), "0.15");
    assertCost(
        shipped, Usage.of("text-to-speech", "en-US-Neural2-F", Unit.CHARACTERS, 1_000_000), "16");
    assertCost(
        shipped,
        Usage.of("text-to-speech", "en-GB-Chirp3-HD-Charon", Unit.CHARACTERS, 1_000_000),
        "30");
    assertCost(shipped, Usage.rendered("vividly", "slides", Duration.ofSeconds(90)), "0");
  }

  @Test
  void doesNotGuessAPrice() {
    PriceTable shipped = PriceFile.shipped();

    assertThat(shipped.cost(Usage.of("gemini", "gemini-9-ultra", Unit.INPUT_TOKENS, 1))).isEmpty();
    assertThat(shipped.cost(Usage.of("gemini", "gemini-2.5-flash", Unit.CHARACTERS, 1))).isEmpty();
    assertThat(shipped.cost(Usage.of("text-to-speech", "en-US-Magic-A", Unit.CHARACTERS, 1)))
        .isEmpty();
  }

  @Test
  void readsAFile() throws Exception {
    PriceTable table =
        read(
            """
            # Ours.

            acme\tsmall\tinput_tokens\t2
            acme\t*\tinput_tokens\t3.5
            acme\t*\tseconds_rendered\t0.25
            """);

    assertThat(problems).isEmpty();
    assertCost(table, Usage.of("acme", "small", Unit.INPUT_TOKENS, 500_000), "1");
    assertCost(table, Usage.of("acme", "large", Unit.INPUT_TOKENS, 2_000_000), "7");
    assertCost(table, Usage.rendered("acme", "any", Duration.ofSeconds(8)), "2");
  }

  @Test
  void tellsEveryProblemWithItsLine() throws Exception {
    read(
        """
        acme small input_tokens 2
        acme\tsmall\ttokens\t2
        acme\tsmall\tinput_tokens\t-2
        acme\tsmall\tinput_tokens\t1e3
        \tsmall\tinput_tokens\t2
        acme\t small\tinput_tokens\t2
        acme\tsmall\tinput_tokens\t2
        acme\tsmall\tinput_tokens\t3
        acme\t*\toutput_tokens\t3
        acme\tlarge\toutput_tokens\t3
        """);

    String file = folder.resolve("prices.tsv").toString();
    assertThat(problems)
        .containsExactly(
            file
                + ":1: the line has 1 columns instead of provider, model, unit and dollars, with"
                + " tabs.",
            file
                + ":2: the line has the unit \"tokens\" and not one of input_tokens, output_tokens,"
                + " characters, seconds_rendered.",
            file + ":3: the line has the price \"-2\", which is no amount like 0.30.",
            file + ":4: the line has the price \"1e3\", which is no amount like 0.30.",
            file + ":5: the line has no provider, or one with spaces around it.",
            file + ":6: the line has no model, or one with spaces around it.",
            file + ":8: the line is never used, because line 7 comes first.",
            file + ":10: the line is never used, because line 9 comes first.");
  }

  @Test
  void takesAFileOfNothingForASlip() throws Exception {
    read("# Nothing.\n");

    assertThat(problems).singleElement().asString().endsWith("prices.tsv holds no price.");
  }

  @Test
  void tellsOfAFileThatCannotBeRead() throws Exception {
    PriceFile.read(folder.resolve("missing.tsv"), problems);
    Files.write(folder.resolve("binary.tsv"), new byte[] {(byte) 0xc3, 0x28});
    PriceFile.read(folder.resolve("binary.tsv"), problems);

    assertThat(problems).hasSize(2);
    assertThat(problems.get(0)).endsWith("missing.tsv cannot be read: NoSuchFileException");
    assertThat(problems.get(1)).endsWith("binary.tsv is not text in UTF-8.");
  }

  private PriceTable read(String content) throws IOException {
    return PriceFile.read(Files.writeString(folder.resolve("prices.tsv"), content), problems);
  }

  private static void assertCost(PriceTable table, Usage usage, String dollars) {
    assertThat(table.cost(usage).orElseThrow()).isEqualByComparingTo(dollars);
  }
}
