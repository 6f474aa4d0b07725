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

/**
 * Where a worker writes down what it does. The ledger has a server of its own, which no scenario
 * touches: the witness must not fall with what it watches. Safe for use by many threads.
 */
final class WorkerLedger implements AutoCloseable {

  private final Connection connection;
  private final String worker;

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
  synchronized Optional<byte[]> stored(String key) {
    try (PreparedStatement statement =
        connection.prepareStatement("select content from media where key = ?")) {
      statement.setString(1, key);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? Optional.of(found.getBytes(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be read", e);
    }
  }

  private synchronized void insert(String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be written", e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
