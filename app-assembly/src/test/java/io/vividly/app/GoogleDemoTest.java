package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Usage;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.json.JsonScriptFormat;
import io.vividly.localai.embedding.BgeEmbedder;
import io.vividly.localai.script.PassageScriptWriter;
import io.vividly.localai.understanding.SemanticUnderstanding;
import io.vividly.localai.voice.MarySpeechSynthesizer;
import io.vividly.lucene.LuceneKnowledgeBase;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import io.vividly.testkit.google.StorageServer;
import io.vividly.testkit.google.TextToSpeechServer;
import io.vividly.testkit.google.TruthfulModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The demo with every provider of Google's, on servers that speak their protocols. */
@Timeout(300)
class GoogleDemoTest {

  private static final String BUCKET = "vividly-answers";

  /** Nobody but a student would write this. */
  private static final String MARK = "zebrafish-7731";

  @TempDir static Path home;
  @TempDir static Path folder;

  private static final Resources RESOURCES = new Resources();
  private static EmbeddedDatabase database;
  private static GeminiServer gemini;
  private static TextToSpeechServer speech;
  private static StorageServer storage;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeAll
  static void startServers() throws IOException {
    database = RESOURCES.add(EmbeddedDatabase.open(home.resolve("postgres")));
    BgeEmbedder embedder = RESOURCES.add(new BgeEmbedder());
    LuceneKnowledgeBase knowledge =
        RESOURCES.add(LuceneKnowledgeBase.open(home.resolve("model/knowledge"), embedder));
    LanguageUnderstanding understanding =
        SemanticUnderstanding.open(embedder, knowledge, home.resolve("model/understanding"));
    gemini =
        RESOURCES.add(
            GeminiServer.start(
                new TruthfulModel(
                    understanding, new PassageScriptWriter(embedder), new JsonScriptFormat())));
    speech = RESOURCES.add(TextToSpeechServer.start(RESOURCES.add(new MarySpeechSynthesizer(2))));
    storage = RESOURCES.add(StorageServer.start());
    storage.createBucket(BUCKET);
  }

  @AfterAll
  static void stopServers() {
    RESOURCES.close();
  }

  @BeforeEach
  void listen() {
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void listenNoMore() {
    root.detachAppender(logged);
    gemini.faults().heal();
  }

  @Test
  void makes_the_same_kind_of_video_and_says_what_it_costs() throws IOException {
    int code =
        run(
            Map.of(),
            "demo",
            "Explain Newton's third law " + MARK,
            "--interest",
            "basketball",
            "--grade",
            "3",
            "--json",
            "--out",
            folder.toString());

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.path("title").asText()).isEqualTo("Newton's third law");
    assertThat(report.path("duration_seconds").asDouble()).isBetween(30.0, 240.0);
    assertThat(report.path("cost_usd").decimalValue()).isPositive();
    for (String file : List.of("video.mp4", "captions.vtt", "transcript.md", "thumbnail.png")) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
    assertThat(storage.names(BUCKET)).anyMatch(name -> name.endsWith(".mp4"));
    assertThat(speech.requests()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(used(report))
        .containsEntry(Usage.Unit.INPUT_TOKENS, true)
        .containsEntry(Usage.Unit.OUTPUT_TOKENS, true)
        .containsEntry(Usage.Unit.CHARACTERS, true)
        .containsEntry(Usage.Unit.SECONDS_RENDERED, true);
    assertThat(versions(report))
        .isNotEmpty()
        .allMatch(version -> version.contains("/understanding-1/script-1/"));
    assertNothingPrivateIsLogged();
  }

  @Test
  void who_stands_in_is_told_and_hides_nothing() throws Exception {
    gemini.faults().strikeAlways(GeminiFault.DENIED);
    Map<String, String> standIns =
        Map.of("NLU_FALLBACK", "local", "SCRIPT_FALLBACK", "local", "EMBEDDINGS_PROVIDER", "local");

    int code =
        run(
            standIns,
            "demo",
            "What is Ohm's law? " + MARK,
            "--modality",
            "text",
            "--json",
            "--out",
            folder.toString());

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(events(report)).contains("fallback_used");
    assertNothingPrivateIsLogged();
  }

  @Test
  void without_a_stand_in_a_provider_that_is_down_is_an_error() {
    gemini.faults().strikeAlways(GeminiFault.DENIED);

    int code =
        run(
            Map.of("EMBEDDINGS_PROVIDER", "local"),
            "demo",
            "Explain mitosis " + MARK,
            "--modality",
            "text",
            "--out",
            folder.toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("roles/aiplatform.user");
    assertNothingPrivateIsLogged();
  }

  private int run(Map<String, String> more, String... arguments) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("VIVIDLY_HOME", home.toString());
    environment.put("DATABASE_URL", database.url());
    environment.put("AI_PROVIDER", "gcp");
    environment.put("GEMINI_ENDPOINT", gemini.endpoint().toString());
    environment.put("TTS_ENDPOINT", speech.endpoint());
    environment.put("GCS_ENDPOINT", storage.endpoint().toString());
    environment.put("GCS_GENERATED_CONTENT_BUCKET", BUCKET);
    more.forEach(environment::put);
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    return Main.execute(new Invocation(terminal, environment), arguments);
  }

  private void assertNothingPrivateIsLogged() {
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains(MARK));
  }

  private static Map<Usage.Unit, Boolean> used(JsonNode report) {
    try (PostgresStorage rows = PostgresStorage.open(PostgresOptions.of(database.url()))) {
      return rows.costLedger().of(RequestId.parse(report.path("request_id").asText())).stream()
          .collect(
              Collectors.toMap(
                  charge -> charge.usage().unit(), charge -> true, (one, other) -> one));
    }
  }

  /** Of the checkpoints. */
  private static List<String> versions(JsonNode report) {
    try (PostgresStorage rows = PostgresStorage.open(PostgresOptions.of(database.url()))) {
      RequestId id = RequestId.parse(report.path("request_id").asText());
      return rows.story(id).orElseThrow().stages().stream()
          .filter(stage -> stage.get("version") != null)
          .map(stage -> String.valueOf(stage.get("version")))
          .toList();
    }
  }

  private static List<String> events(JsonNode report) throws SQLException {
    RequestId id = RequestId.parse(report.path("request_id").asText());
    try (Rows rows = new Rows(database.url())) {
      return rows.query("select event_type from request_events where request_id = ?", id).stream()
          .map(row -> String.valueOf(row.get("event_type")))
          .toList();
    }
  }
}
