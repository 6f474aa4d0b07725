package io.vividly.benchmarks.durability;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The embedded PostgreSQL, whose commits are on the disk, with a database for each contender. */
public final class DurableServer implements AutoCloseable {

  /** As many connections for everybody: one for each of 16 callers, four for what runs beside. */
  private static final int CONNECTIONS = 20;

  private final EmbeddedPostgres server;

  public DurableServer() throws IOException {
    server =
        EmbeddedPostgres.builder()
            // The library turns both off, for tests.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("track_wal_io_timing", "on")
            .start();
  }

  public void createDatabase(String name) throws SQLException {
    execute("create database " + name);
  }

  /** In the form that {@code DATABASE_URL} has. */
  public String url(String database) {
    return "postgresql://postgres@localhost:" + server.getPort() + "/" + database;
  }

  /** A pool for a contender; whoever asks closes it. */
  HikariDataSource pool(String database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(server.getDatabase("postgres", database));
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  /** Writes out what earlier runs left in memory, so that it does not fall into the next one. */
  void settle() throws SQLException {
    execute("checkpoint");
  }

  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
