package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.PriceTable;
import io.vividly.core.model.PriceTable.Price;
import io.vividly.core.model.Usage.Unit;
import io.vividly.gcpai.FaultTable.Outcome;
import io.vividly.gcpai.FaultTable.Row;
import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prints what comes of each fault in each adapter, and checks what must hold for all of them. */
@Timeout(120)
class FaultTableTest {

  private static final int MAX_TRIES = 3;
  private static final String WORDS = "Why do my tomatoes blush?";

  private static final PriceTable PRICES =
      new PriceTable(
          List.of(
              new Price(
                  "gemini", "gemini-embedding-001", Unit.INPUT_TOKENS, new BigDecimal("1.5e-7"))));

  private static final CallOptions CALLS =
      CallOptions.builder()
          .deadline(Duration.ofSeconds(1))
          .maxTries(MAX_TRIES)
          .firstPause(Duration.ofMillis(1))
          .longestPause(Duration.ofMillis(2))
          .breakerWindow(1_000)
          .build();

  @Test
  void everyFaultHasAnOutcomeWithinTheBudget() {
    FaultTable table = new FaultTable(PRICES);
    try (GeminiServer server = GeminiServer.start();
        VertexEmbedder vertex = VertexEmbedder.open(options(server).vertex("p", "l").build());
        VertexEmbedder geminiApi = VertexEmbedder.open(options(server).build())) {
      server.faults().retryAfter(Duration.ZERO);
      List<GeminiFault> faults =
          Arrays.stream(GeminiFault.values()).filter(GeminiFault::concernsEmbeddings).toList();
      table.add(
          "embedding, Vertex AI",
          faults,
          FaultTable.onGemini(server, context -> vertex.embedQuery(WORDS, context)));
      table.add(
          "embedding, Gemini API",
          faults,
          FaultTable.onGemini(server, context -> geminiApi.embedQuery(WORDS, context)));
    }
    System.out.println(table);

    assertThat(table.rows()).hasSizeGreaterThanOrEqualTo(32);
    for (Row row : table.rows()) {
      assertThat(row.tries()).as(row.toString()).isBetween(1, MAX_TRIES);
      assertThat(row.message()).as(row.toString()).doesNotContain("tomatoes");
      assertThat(row.outcome() == Outcome.RESULT)
          .as(row.toString())
          .isEqualTo(row.message().isEmpty());
    }
  }

  private static VertexEmbedderOptions.Builder options(GeminiServer server) {
    return VertexEmbedderOptions.builder().endpoint(server.endpoint()).calls(CALLS);
  }
}
