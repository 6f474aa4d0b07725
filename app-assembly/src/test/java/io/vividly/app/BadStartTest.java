package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told who starts Vividly where it cannot run, and what a supervisor is. */
class BadStartTest {

  private static final int BAD_SETTINGS = 78;

  @TempDir static Path folder;
  private static EmbeddedDatabase database;

  @BeforeAll
  static void start() throws IOException {
    database = EmbeddedDatabase.open(folder.resolve("postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @Test
  void all_that_is_missing_or_contradicts_is_told_in_one_message() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    CommandLineRun run =
        CommandLineRun.of(
            Map.of(
                "ENVIRONMENT", "prod",
                "PORT", "8080",
                "API_PORT", "8080",
                "DATABASE_URL", "mysql://user:hush@host/db",
                "VIVIDLY_HOME", file.resolve("home").toString(),
                "PUSH_SLOTS", "none",
                "PUSH_AUDIENCE", "https://example.com",
                "PUBSUB_TOPIC", "content-generation-requests"),
            "serve");

    assertThat(run.exitCode()).isEqualTo(BAD_SETTINGS);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("Vividly cannot start:\n")
        .contains(
            "  - PORT and API_PORT are both 8080",
            "  - DATABASE_URL: The database URL is not of the form",
            "  - VIVIDLY_HOME " + file.resolve("home") + " is not a folder and cannot be made one.",
            "  - PUSH_SLOTS must be a whole number",
            "  - PUSH_SERVICE_ACCOUNT is missing",
            "  - SECRET_KEY is missing",
            "  - GCP_PROJECT_ID is missing")
        .doesNotContain("hush", "\tat ", "Exception");
  }

  @ParameterizedTest
  @CsvSource({"push", "api", "serve", "demo", "'dlq list'"})
  void a_home_that_is_a_file_is_no_home(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("no-home"), "in the way");

    CommandLineRun run =
        CommandLineRun.of(
            Map.of("VIVIDLY_HOME", file.toString(), "DATABASE_URL", database.url()),
            command.split(" "));

    assertThat(run.exitCode()).isEqualTo(BAD_SETTINGS);
    assertThat(run.err())
        .isEqualTo(
            "Vividly cannot start:\n  - VIVIDLY_HOME "
                + file
                + " is not a folder and cannot be made one.\n");
  }

  @Test
  void a_port_that_somebody_has_is_told_with_the_setting_to_change() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      CommandLineRun run = api(database.url(), taken.getLocalPort());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo(
              "vividly: Port "
                  + taken.getLocalPort()
                  + " cannot be listened on: Address already in use. End the program that has it, or"
                  + " set PORT to another port; 0 takes a free one.\n");
    }
  }

  @Test
  void a_database_of_a_newer_version_is_left_alone() throws Exception {
    String url = newDatabase("newer");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Only to have the schema made: the port keeps it from running on.
      assertThat(api(url, taken.getLocalPort()).exitCode()).isEqualTo(1);
    }
    execute(
        url,
        "insert into vividly_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) values (99, '99', 'of tomorrow', 'SQL',"
            + " 'V99__of_tomorrow.sql', 'somebody', 1, true)");
    // What a migration would bring back.
    execute(url, "drop table rejected_messages");

    CommandLineRun run = api(url, 0);

    assertThat(run.exitCode()).isEqualTo(BAD_SETTINGS);
    assertThat(run.err())
        .startsWith("vividly: The database has the schema of a newer Vividly: version 99, and this")
        .endsWith("Run the version that made it, or a newer one; nothing was changed.\n")
        .doesNotContain("\tat ");
    assertThat(number(url, "select count(*) from vividly_schema_history where version = '99'"))
        .isOne();
    assertThat(number(url, "select count(*) from pg_tables where tablename = 'rejected_messages'"))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"psuh, push", "puhs, push", "servce, serve", "pul, pull", "appi, api"})
  void a_role_that_is_mistyped_is_guessed(String typed, String meant) {
    CommandLineRun run = CommandLineRun.of(Map.of(), typed);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("vividly: There is no '" + typed + "'. Did you mean: vividly " + meant + "?\n");
  }

  @Test
  void a_word_like_no_command_gets_the_list_of_commands() {
    CommandLineRun run = CommandLineRun.of(Map.of(), "pizza");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("'pizza'", "Usage: vividly", "Runs the push service alone")
        .doesNotContain("Did you mean");
  }

  private static CommandLineRun api(String url, int port) {
    return CommandLineRun.of(
        Map.of(
            "VIVIDLY_HOME", folder.resolve("home").toString(),
            "DATABASE_URL", url,
            "PORT", String.valueOf(port)),
        "api");
  }

  private static String newDatabase(String name) throws SQLException {
    execute(database.url(), "create database " + name);
    return database.url().replaceFirst("[^/]*$", name);
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(String url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection("jdbc:" + url.replace("postgres@", ""), "postgres", "");
  }
}
