package io.vividly.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What waits in the outbox to be published.
 *
 * @param messages how many
 * @param oldestSeconds how long the oldest has waited; 0 if none waits
 */
public record OutboxBacklog(long messages, double oldestSeconds) {

  /** The index {@code outbox_waiting} holds these rows and no others. */
  private static final String WAITING =
      """
      select count(*) as messages,
        coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) as oldest
      from outbox where published_at is null and dead_lettered_at is null
      """;

  static OutboxBacklog read(Database database) {
    return database.run(
        "look at the outbox", handle -> handle.createQuery(WAITING).map(OutboxBacklog::of).one());
  }

  private static OutboxBacklog of(ResultSet row, StatementContext context) throws SQLException {
    return new OutboxBacklog(row.getLong("messages"), Math.max(0, row.getDouble("oldest")));
  }
}
