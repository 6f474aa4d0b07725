package io.vividly.postgres;

import io.vividly.core.model.RequestId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own, on the one real server of this JVM, which ends with it. As an extension of
 * a test class it is closed with the class.
 */
final class TestDatabase implements AfterAllCallback, AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final PostgresStorage storage;
  private final Jdbi jdbi;

  private TestDatabase(String name) {
    this.name = name;
    this.storage = PostgresStorage.open(PostgresOptions.builder(url(name)).poolSize(10).build());
    this.jdbi = Jdbi.create(Server.INSTANCE.getDatabase("postgres", name));
  }

  /** A database with this version's schema. */
  static TestDatabase migrated() {
    String name = create("template vividly_template");
    return new TestDatabase(name);
  }

  /** The name of a database with nothing in it. */
  static String empty() {
    return create("");
  }

  /** Takes a database away from everybody who is connected to it. */
  static void drop(String name) {
    onServer("drop database " + name + " with (force)");
  }

  static int port() {
    return Server.INSTANCE.getPort();
  }

  static String url(String name) {
    return url(name, port());
  }

  static String url(String name, int port) {
    return "postgresql://postgres:postgres@localhost:" + port + "/" + name;
  }

  /** Access past the adapter. */
  static Jdbi jdbi(String name) {
    return Jdbi.create(Server.INSTANCE.getDatabase("postgres", name));
  }

  PostgresStorage storage() {
    return storage;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  String url() {
    return url(name);
  }

  void execute(String sql) {
    jdbi.useHandle(handle -> handle.execute(sql));
  }

  /** Changes the row of one request, as somebody with {@code psql} would. */
  void change(String sql, RequestId id) {
    int rows = jdbi.withHandle(handle -> handle.execute(sql + " where id = ?", id.value()));
    if (rows != 1) {
      throw new IllegalStateException(rows + " rows changed");
    }
  }

  /** Also the time that it has once more because this server is young. */
  void expireLease(RequestId id) {
    change(
        "update content_requests set lease_length = '0', lease_until = now() - interval '1 second'",
        id);
  }

  /** Cuts the connections of all others to this database; tells how many there were. */
  int cutConnections() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()")
                .mapTo(Integer.class)
                .one());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    storage.close();
  }

  private static String create(String options) {
    String name = "test_" + COUNT.incrementAndGet();
    onServer("create database " + name + " " + options);
    return name;
  }

  private static void onServer(String sql) {
    try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                // Durable, as in earnest.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("timezone", "Asia/Kathmandu")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        try (Connection connection = server.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("create database vividly_template");
        }
        Schema.migrate(server.getDatabase("postgres", "vividly_template"));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void stop(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
