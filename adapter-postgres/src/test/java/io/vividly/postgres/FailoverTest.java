package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.TransientFailureException;
import io.vividly.core.port.Watch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes away and comes back, or takes no writes any more. */
@Timeout(60)
class FailoverTest {

  private static final int POOL_SIZE = 3;

  @TempDir private static Path folder;
  private static EmbeddedPostgres server;
  private PostgresStorage storage;

  @BeforeAll
  static void startServer() throws IOException {
    server = start(0);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() {
    storage =
        PostgresStorage.open(
            PostgresOptions.builder(TestDatabase.url("postgres", server.getPort()))
                .poolSize(POOL_SIZE)
                .connectTimeout(Duration.ofSeconds(2))
                .build());
  }

  @AfterEach
  void close() throws Exception {
    storage.close();
    execute("alter system reset all");
    execute("begin read write; alter database postgres reset all; commit");
    execute("select pg_reload_conf()");
    await(() -> "off".equals(show("default_transaction_read_only")));
  }

  @Test
  void aServerThatWasRestartedIsUsedAgain() throws Exception {
    assertThat(submits()).isTrue();
    int port = server.getPort();

    server.close();
    assertThatThrownBy(() -> storage.outbox().submit(Requests.request()))
        .isInstanceOf(TransientFailureException.class);
    assertThat(storage.isReady()).isFalse();

    server = start(port);
    await(this::submits);
    assertThat(storage.isReady()).isTrue();
  }

  @Test
  void connectionsToAServerThatBecameReadOnlyAreReplaced() throws Exception {
    Semaphore told = new Semaphore(0);
    try (Watch watch = storage.requestStore().watch(RequestId.random(), told::release)) {
      told.acquire();
      // Sessions that are there become read-only, as on a server that was demoted; new ones are
      // not, as on the server that took its place.
      execute("alter database postgres set default_transaction_read_only = off");
      execute("alter system set default_transaction_read_only = on");
      told.drainPermits();
      execute("select pg_reload_conf()");

      int refused = 0;
      while (!submits()) {
        refused++;
        assertThat(refused).as("tries that failed").isLessThanOrEqualTo(POOL_SIZE);
      }
      told.acquire();
      assertThat(submits()).isTrue();
    }
  }

  @Test
  void aServerThatTakesNoWritesIsNotReady() throws Exception {
    assertThat(storage.isReady()).isTrue();

    execute("alter system set default_transaction_read_only = on");
    execute("select pg_reload_conf()");
    await(() -> !storage.isReady());
    assertThat(submits()).isFalse();

    execute(
        "begin read write; alter database postgres set default_transaction_read_only = off; commit");
    await(storage::isReady);
    assertThat(submits()).isTrue();
  }

  @Test
  void toAskOftenKeepsNoConnectionThatTakesNoWrites() throws Exception {
    assertThat(storage.isReady()).isTrue();
    execute("alter system set default_transaction_read_only = on");
    execute("select pg_reload_conf()");
    await(() -> !storage.isReady());

    execute(
        "begin read write; alter database postgres set default_transaction_read_only = off; commit");

    // Without a pause, so that the pool never finds that a connection has rested and checks it.
    await(storage::isReady);
  }

  private boolean submits() {
    try {
      storage.outbox().submit(Requests.request());
      return true;
    } catch (TransientFailureException e) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("It never came true.");
      }
      Thread.onSpinWait();
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String show(String setting) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false);
    if (port != 0) {
      builder.setPort(port);
    }
    return builder.start();
  }
}
