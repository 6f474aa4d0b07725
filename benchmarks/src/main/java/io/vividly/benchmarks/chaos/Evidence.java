package io.vividly.benchmarks.chaos;

import io.vividly.core.model.RequestId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the two databases know of the requests of a trial. */
final class Evidence {

  private final Ground ground;
  private final Set<RequestId> requests;

  Evidence(Ground ground, Set<RequestId> requests) {
    this.ground = ground;
    this.requests = requests;
  }

  /**
   * Something that happened to a request.
   *
   * @param what {@code effect}, {@code refused}, or an event of {@code watch.sql}
   * @param stage with its scene, as in {@code narration/2}; of effects and checkpoints
   */
  record Entry(UUID request, Instant at, String what, String worker, @Nullable String stage) {}

  /** The effects, by request, stage and scene, each in the order of their times. */
  List<Entry> effects() throws SQLException {
    return entries(
        ground.ledger(),
        """
        select request_id, at, 'effect' as what, worker, stage || '/' || scene as stage
        from effects where request_id = any (?) order by request_id, stage, scene, at
        """);
  }

  /** The writes that the database refused. */
  List<Entry> refusals() throws SQLException {
    return entries(
        ground.ledger(),
        """
        select request_id, at, write as what, worker, null as stage
        from refusals where request_id = any (?) order by at
        """);
  }

  /** What the triggers of the database saw, in order. */
  List<Entry> history() throws SQLException {
    return entries(
        ground.system(),
        """
        select request_id, at, event as what, coalesce(worker, '') as worker,
          stage || '/' || scene as stage
        from chaos_history where request_id = any (?) order by request_id, id
        """);
  }

  /** Requests that are not completed. */
  Set<RequestId> unfinished() throws SQLException {
    Set<RequestId> unfinished = new HashSet<>(requests);
    history().stream()
        .filter(entry -> entry.what().equals("completed"))
        .forEach(entry -> unfinished.remove(new RequestId(entry.request())));
    return unfinished;
  }

  /** Requests that ended more than once, or that were changed back after their end. */
  int publishedTwice() throws SQLException {
    return count(
        """
        select count(*) from (
          select request_id from chaos_history
          where request_id = any (?) and event in ('completed', 'ended', 'reopened')
          group by request_id having count(*) > 1) twice
        """);
  }

  /** Stages and scenes whose checkpoint was written more than once. */
  int checkpointsTwice() throws SQLException {
    return count(
        """
        select count(*) from (
          select request_id from chaos_history
          where request_id = any (?) and event = 'checkpoint'
          group by request_id, stage, scene having count(*) > 1) twice
        """);
  }

  /** Writes of a worker to a request that was another's, or had ended. */
  int staleWrites() throws SQLException {
    return count(
        "select count(*) from chaos_history where request_id = any (?) and event = 'stale'");
  }

  /** Requests whose lease is in the name of a worker. */
  int leasesOf(String worker) throws SQLException {
    return count(
        "select count(*) from content_requests where id = any (?) and lease_holder = '"
            + worker
            + "'");
  }

  private int count(String sql) throws SQLException {
    try (Connection connection = ground.system().connect();
        PreparedStatement statement = withIds(connection, sql);
        ResultSet found = statement.executeQuery()) {
      found.next();
      return found.getInt(1);
    }
  }

  private List<Entry> entries(DatabaseServer server, String sql) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (Connection connection = server.connect();
        PreparedStatement statement = withIds(connection, sql);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        entries.add(
            new Entry(
                found.getObject("request_id", UUID.class),
                found.getTimestamp("at").toInstant(),
                found.getString("what"),
                found.getString("worker"),
                found.getString("stage")));
      }
    }
    return entries;
  }

  private PreparedStatement withIds(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    Object[] ids = requests.stream().map(RequestId::value).toArray();
    statement.setArray(1, connection.createArrayOf("uuid", ids));
    return statement;
  }
}
