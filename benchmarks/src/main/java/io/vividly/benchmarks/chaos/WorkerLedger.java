package io.vividly.benchmarks.chaos;

import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Where a worker writes down what it does. The ledger has a server of its own, which no scenario
 * touches: the witness must not fall with what it watches. Safe for use by many threads.
 *
 * <p>Its connection is used by a thread of its own. An interrupt of a virtual thread closes the
 * socket that it reads from, and who loses a lease is interrupted: nothing would be noted any more.
 */
final class WorkerLedger implements AutoCloseable {

  private final Connection connection;
  private final String worker;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "chaos-ledger");
            made.setDaemon(true);
            return made;
          });

  WorkerLedger(String jdbcUrl, String worker) throws SQLException {
    this.connection = DriverManager.getConnection(jdbcUrl);
    this.worker = worker;
  }

  /** Notes that an effect is there now. */
  void effect(RequestId id, StageKey key) {
    insert(
        "insert into effects (request_id, at, worker, stage, scene) values (?, ?, ?, ?, ?)",
        id.value(),
        Timestamp.from(Instant.now()),
        worker,
        key.stage().wireName(),
        key.scene());
  }

  /** Notes that the database refused a write of this worker, because its lease is lost. */
  void refused(UUID id, String write) {
    insert(
        "insert into refusals (request_id, at, worker, write) values (?, ?, ?, ?)",
        id,
        Timestamp.from(Instant.now()),
        worker,
        write);
  }

  /** Keeps a file; again is harmless. */
  void store(String key, byte[] content) {
    insert("insert into media (key, content) values (?, ?) on conflict do nothing", key, content);
  }

  /** A file that was kept by any worker. */
  Optional<byte[]> stored(String key) {
    return onItsThread(
        () -> {
          try (PreparedStatement statement =
              connection.prepareStatement("select content from media where key = ?")) {
            statement.setString(1, key);
            try (ResultSet found = statement.executeQuery()) {
              return found.next() ? Optional.of(found.getBytes(1)) : Optional.empty();
            }
          }
        });
  }

  private void insert(String sql, Object... values) {
    onItsThread(
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
              statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
          }
        });
  }

  /** Waits through interrupts, and keeps them. */
  private <T> T onItsThread(Callable<T> call) {
    Future<T> result = thread.submit(call);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the ledger cannot be used", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    thread.shutdown();
    connection.close();
  }
}
