package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vividly.api.ApiTokens;
import io.vividly.app.observe.LogFormat;
import io.vividly.app.observe.OtlpReceiver;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What operators see of a whole run, from the API to the answer, and what they must not see. */
@Timeout(300)
class ObservedPathTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SECRET = "a-secret-of-forty-bytes-that-signs-tokens";
  private static final String STUDENT = "student-kingfisher";
  private static final String QUESTION = "What is Ohm's law, says my friend Waxwing?";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Resources OPEN = new Resources();
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

  @TempDir static Path home;

  private static Map<String, String> variables;
  private static OtlpReceiver collector;
  private static String token;
  private static String id;
  private static String metrics;

  /** One run, at which the tests look from all sides. */
  @BeforeAll
  static void run() throws Exception {
    captureLog();
    collector = OPEN.add(OtlpReceiver.start());
    EmbeddedDatabase database = OPEN.add(EmbeddedDatabase.open(home.resolve("postgres")));
    variables = new HashMap<>();
    variables.put("PORT", "0");
    variables.put("API_PORT", "0");
    variables.put("METRICS_PORT", "0");
    variables.put("SECRET_KEY", SECRET);
    variables.put("VIVIDLY_HOME", home.toString());
    variables.put("DATABASE_URL", database.url());
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString());
    Settings settings = Settings.from(variables);
    token =
        new ApiTokens(SecretKeyFile.key(settings), Clock.systemUTC())
            .issue(STUDENT, ApiTokens.Role.STUDENT, Duration.ofHours(1));
    try (Vividly vividly = Vividly.start(settings, Vividly.Role.ALL, List.of(), step -> {});
        ApiService api = vividly.startApi(ApiService.optionsBeside(settings))) {
      JsonNode asked = ask(api);
      id = asked.get("request_id").asText();
      get(api.url().resolve(asked.at("/links/events").asText()));
      URI scrape = URI.create("http://localhost:" + vividly.metricsPort() + "/metrics");
      // The answer is there a moment before its delivery has ended.
      do {
        metrics = get(scrape);
      } while (!metrics.contains("vividly_deliveries_total"));
    }
  }

  @AfterAll
  static void stop() {
    root().detachAppender("CAPTURED");
    OPEN.close();
  }

  @Test
  void nothing_that_is_logged_collected_or_counted_holds_the_students_words_or_a_secret() {
    String log = LOG.toString(StandardCharsets.UTF_8);
    assertThat(log).contains(id).contains("completed");
    for (String told : List.of(log, collector.text(), metrics)) {
      assertThat(told)
          .isNotBlank()
          .doesNotContainIgnoringCase("waxwing")
          .doesNotContainIgnoringCase("kingfisher")
          .doesNotContain(SECRET)
          .doesNotContain(token)
          .doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    }
  }

  @Test
  void every_line_about_the_request_has_its_trace_and_its_id() throws Exception {
    int lines = 0;
    for (String line : LOG.toString(StandardCharsets.UTF_8).split("\n")) {
      JsonNode entry = new ObjectMapper().readTree(line);
      if (entry.get("message").asText().startsWith(id)) {
        lines++;
        assertThat(entry.get("logging.googleapis.com/trace").asText())
            .isEqualTo("projects/test/traces/" + TRACE);
        assertThat(entry.at("/logging.googleapis.com~1labels/request_id").asText()).isEqualTo(id);
        assertThat(entry.at("/logging.googleapis.com~1labels/correlation_id").asText())
            .isNotEmpty();
      }
    }
    assertThat(lines).isGreaterThanOrEqualTo(5);
  }

  @Test
  void the_trace_goes_from_the_call_through_the_outbox_to_every_stage() {
    List<String> names =
        collector.spans().stream()
            .filter(span -> span.traceId().equals(TRACE))
            .map(OtlpReceiver.Span::name)
            .toList();
    assertThat(names)
        .contains("POST /api/v1/content/requests", "publish", "delivery", "attempt")
        .contains("understanding", "retrieval", "script", "publishing");
  }

  @Test
  void the_figures_are_those_of_one_answer() {
    assertThat(metrics)
        .contains("vividly_deliveries_total{disposition=\"completed\"} 1.0")
        .contains("vividly_end_to_end_seconds_count{outcome=\"completed\"} 1")
        .contains("vividly_outbox_waiting ")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void a_person_reads_the_whole_story() {
    CommandLineRun run = CommandLineRun.of(variables, "status", id);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("Request " + id)
        .contains("completed, 100 %", "Ohm's law", "attempts         1")
        .contains("Messages in the outbox", TRACE)
        .containsPattern("understanding +completed")
        .containsPattern("publishing +completed")
        .containsPattern("rendering +skipped +began - ")
        .doesNotContain("null")
        .contains(
            "made by version "
                + PipelineVersion.ofThisBuild()
                + ": understanding; retrieval; script")
        .containsPattern("request_finished")
        .doesNotContainIgnoringCase("waxwing")
        .doesNotContainIgnoringCase("kingfisher");
  }

  @Test
  void a_program_reads_it_as_json() throws Exception {
    CommandLineRun run = CommandLineRun.of(variables, "status", "--json", id);
    JsonNode story = new ObjectMapper().readTree(run.out());
    assertThat(story.at("/request/status").asText()).isEqualTo("completed");
    assertThat(story.get("stages")).hasSizeGreaterThanOrEqualTo(4);
    assertThat(story.at("/stages/0/version").asText()).isEqualTo(PipelineVersion.ofThisBuild());
    assertThat(story.get("events")).isNotEmpty();
    assertThat(story.get("costs").isArray()).isTrue();
    assertThat(run.out()).doesNotContainIgnoringCase("waxwing");
  }

  @Test
  void an_unknown_request_is_an_error() {
    UUID unknown = UUID.randomUUID();
    CommandLineRun run = CommandLineRun.of(variables, "status", unknown.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines("vividly: There is no request " + unknown + ".");
    assertThat(CommandLineRun.of(variables, "status", "nonsense").exitCode()).isEqualTo(2);
  }

  private static JsonNode ask(ApiService api) throws Exception {
    String body =
        new ObjectMapper()
            .createObjectNode()
            .put("student_query", QUESTION)
            .put("grade_level", 10)
            .set("requested_modalities", new ObjectMapper().createArrayNode().add("text"))
            .toString();
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(api.url().resolve("api/v1/content/requests"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return new ObjectMapper().readTree(response.body());
  }

  /** Of a stream: all of it, until the request has ended. */
  private static String get(URI uri) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static void captureLog() {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    appender.setName("CAPTURED");
    appender.setContext(context);
    appender.setEncoder(
        LogFormat.JSON.encoder(new LogFormat.Origin("test", "vividly", null), context));
    appender.setOutputStream(LOG);
    appender.start();
    root().addAppender(appender);
    context.getLogger("io.vividly").setLevel(Level.INFO);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
