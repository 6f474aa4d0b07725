package io.vividly.gcpai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.PriceTable;
import io.vividly.core.model.PriceTable.Price;
import io.vividly.core.model.Understanding;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.port.Curriculum;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.ScriptWriter.Brief;
import io.vividly.gcpai.FaultTable.Outcome;
import io.vividly.gcpai.FaultTable.Row;
import io.vividly.json.JsonScriptFormat;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.testkit.HashingEmbedder;
import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import io.vividly.testkit.google.TruthfulModel;
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
              price("gemini-embedding-001", Unit.INPUT_TOKENS, "1.5e-7"),
              price(GeminiOptions.DEFAULT_MODEL, Unit.INPUT_TOKENS, "3e-7"),
              price(GeminiOptions.DEFAULT_MODEL, Unit.OUTPUT_TOKENS, "2.5e-6")));

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
    addGemini(table);
    System.out.println(table);

    assertThat(table.rows()).hasSizeGreaterThanOrEqualTo(84);
    for (Row row : table.rows()) {
      assertThat(row.tries()).as(row.toString()).isBetween(1, MAX_TRIES);
      assertThat(row.message()).as(row.toString()).doesNotContain("tomatoes");
      assertThat(row.outcome() == Outcome.RESULT)
          .as(row.toString())
          .isEqualTo(row.message().isEmpty());
    }
  }

  private static void addGemini(FaultTable table) {
    Brief brief = new WaveSpeed().brief();
    LanguageUnderstanding byId = request -> new Understanding.Understood(brief.topic(), 0.9);
    Curriculum curriculum =
        () -> List.of(new Curriculum.Entry(brief.topic(), "Waves.", List.of(), List.of()));
    ScriptWriter offline = new PassageScriptWriter(new HashingEmbedder());
    try (GeminiServer server =
            GeminiServer.start(new TruthfulModel(byId, offline, new JsonScriptFormat()));
        Gemini gemini =
            Gemini.open(GeminiOptions.builder().endpoint(server.endpoint()).calls(CALLS).build())) {
      server.faults().retryAfter(Duration.ZERO);
      List<GeminiFault> faults = List.of(GeminiFault.values());
      ContentRequest request = brief.request().withQuery(WORDS);
      LanguageUnderstanding understanding = gemini.understanding(curriculum);
      ScriptWriter writer = gemini.scriptWriter();
      table.add(
          "understanding, Gemini",
          faults,
          FaultTable.onGemini(server, context -> understanding.understand(request, context)));
      table.add(
          "script, Gemini",
          faults,
          FaultTable.onGemini(
              server,
              context ->
                  writer.write(
                      new Brief(request, brief.topic(), brief.passages()), scene -> {}, context)));
    }
  }

  private static Price price(String model, Unit unit, String dollars) {
    return new Price("gemini", model, unit, new BigDecimal(dollars));
  }

  private static VertexEmbedderOptions.Builder options(GeminiServer server) {
    return VertexEmbedderOptions.builder().endpoint(server.endpoint()).calls(CALLS);
  }
}
