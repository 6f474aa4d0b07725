package io.vividly.benchmarks.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL server in processes of its own, which can be stopped and started again. */
final class DatabaseServer implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final Path folder;
  private final boolean durable;
  private EmbeddedPostgres server;

  private DatabaseServer(Path folder, boolean durable) throws IOException {
    this.folder = folder;
    this.durable = durable;
    this.server = start(folder, durable, 0);
  }

  /** A server that keeps what it has committed, as in production. */
  static DatabaseServer durable(Path folder) throws IOException {
    return new DatabaseServer(folder, true);
  }

  /** A faster one, for what need not outlive its machine. */
  static DatabaseServer fast(Path folder) throws IOException {
    return new DatabaseServer(folder, false);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres";
  }

  /** In the form that {@code DATABASE_URL} has. */
  String url() {
    return "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl());
  }

  /** Runs the statements of a resource. */
  void run(String resource) throws IOException, SQLException {
    try (var script = DatabaseServer.class.getResourceAsStream(resource);
        Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (script == null) {
        throw new IOException("there is no " + resource);
      }
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A fast shutdown: connections are cut, what was committed stays. */
  void stop() throws IOException {
    server.close();
  }

  /** Starts the server again, at the same port. */
  void startAgain() throws IOException {
    server = start(folder, durable, server.getPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static EmbeddedPostgres start(Path folder, boolean durable, int port) throws IOException {
    String durability = durable ? "on" : "off";
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPGStartupWait(START_TIMEOUT)
            .setServerConfig("fsync", durability)
            .setServerConfig("synchronous_commit", durability)
            .setServerConfig("listen_addresses", "localhost");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }
}
