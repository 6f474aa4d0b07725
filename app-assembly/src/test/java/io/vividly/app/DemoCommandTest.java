package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a newcomer meets it. */
@Timeout(300)
class DemoCommandTest {

  @TempDir static Path home;
  @TempDir static Path folder;

  private static EmbeddedDatabase database;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void startDatabase() throws IOException {
    database = EmbeddedDatabase.open(home.resolve("postgres"));
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    database.close();
  }

  @Test
  void an_answer_leaves_its_files_and_says_where_they_are() throws IOException {
    Files.writeString(folder.resolve("video.mp4"), "of an earlier answer");
    int code =
        run("demo", "What", "is", "Ohm's law?", "--modality", "text", "--out", folder.toString());
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(printed()).contains("Ohm's law", "transcript.md", "script.json", "queue to push");
    assertThat(folder.resolve("transcript.md")).content().contains("## Sources");
    assertThat(folder.resolve("script.json")).isNotEmptyFile();
    assertThat(folder.resolve("video.mp4")).doesNotExist();
  }

  @Test
  void json_is_all_that_is_printed_when_it_is_asked_for() throws IOException {
    int code =
        run("demo", "Explain mitosis", "--modality", "text", "--json", "--out", folder.toString());
    assertThat(code).isZero();
    JsonNode report = new ObjectMapper().readTree(printed());
    assertThat(report.path("status").asText()).isEqualTo("completed");
    assertThat(report.at("/files/transcript").asText()).endsWith("transcript.md");
    assertThat(report.at("/timings_seconds/script").isNumber()).isTrue();
  }

  @Test
  void a_question_with_several_meanings_prints_what_to_ask() {
    assertThat(run("demo", "Newton's law", "--out", folder.toString())).isEqualTo(3);
    assertThat(printed()).contains("second law", "?");
  }

  @Test
  void what_is_out_of_scope_prints_the_reason() {
    assertThat(run("demo", "order me a pizza", "--out", folder.toString())).isEqualTo(4);
    assertThat(printed()).isNotBlank();
  }

  @Test
  void what_is_queued_here_is_delivered_whoever_else_may_deliver() {
    Map<String, String> environment =
        Map.of(
            "VIVIDLY_HOME",
            home.toString(),
            "DATABASE_URL",
            database.url(),
            "PUSH_AUDIENCE",
            "https://example.com/push",
            "PUSH_SERVICE_ACCOUNT",
            "pusher@example.com");
    assertThat(
            Main.execute(
                invocation(environment), "demo", "Newton's law", "--out", folder.toString()))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "--grade=13, from 1 to 12",
    "--grade=tenth, --grade",
    "--modality=smell, --modality",
    "--colour=red, --colour",
    "--out=/dev/null/x, cannot be made",
  })
  void wrong_use_says_what_is_wrong(String option, String message) {
    assertThat(run("demo", "Explain mitosis", option)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
  }

  @Test
  void without_a_command_it_says_what_there_is() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("demo", "push", "serve");
  }

  @Test
  void help_is_not_an_error() {
    assertThat(run("--help")).isZero();
    assertThat(printed()).contains("demo", "push", "serve", "VIVIDLY_HOME");
  }

  @Test
  void wrong_settings_end_it_without_a_stack_trace() {
    Invocation invocation = invocation(Map.of("PORT", "http", "ENVIRONMENT", "moon"));
    assertThat(Main.execute(invocation, "push")).isEqualTo(78);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("PORT", "ENVIRONMENT")
        .doesNotContain("\tat ");
  }

  @Test
  void a_home_that_cannot_be_is_told() {
    assertThat(Main.execute(invocation(Map.of("VIVIDLY_HOME", "/dev/null/home")), "push"))
        .isEqualTo(78);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("VIVIDLY_HOME /dev/null/home");
  }

  @Test
  void a_database_url_that_is_none_is_told_without_its_password() {
    Invocation invocation =
        invocation(
            Map.of(
                "VIVIDLY_HOME", home.toString(), "DATABASE_URL", "mysql://me:hush-hush@host/db"));
    assertThat(Main.execute(invocation, "push")).isEqualTo(78);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("DATABASE_URL")
        .doesNotContain("hush");
  }

  private int run(String... arguments) {
    return Main.execute(
        invocation(Map.of("VIVIDLY_HOME", home.toString(), "DATABASE_URL", database.url())),
        arguments);
  }

  private Invocation invocation(Map<String, String> environment) {
    return new Invocation(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false),
        environment);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
