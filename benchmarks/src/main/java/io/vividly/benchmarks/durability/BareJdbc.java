package io.vividly.benchmarks.durability;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The limit: the eight statements without which nobody can claim, keep six checkpoints and
 * complete. Each is prepared and commits by itself; nothing is read, looked up or observed.
 */
final class BareJdbc implements Contender {

  private static final String TABLES =
      """
      create table if not exists jobs (
        id uuid primary key, status text not null default 'pending', holder text,
        lease_until timestamptz, token bigint not null default 0);
      create table if not exists checkpoints (
        job uuid not null references jobs (id), step integer, output jsonb,
        primary key (job, step));
      """;

  private static final String CLAIM =
      """
      update jobs set holder = ?, lease_until = clock_timestamp() + interval '12 s',
        token = token + 1
      where id = ? and status = 'pending' and (holder is null or lease_until < clock_timestamp())
      returning token
      """;

  private static final String CHECKPOINT =
      """
      insert into checkpoints (job, step, output)
      select id, ?, cast(? as jsonb) from jobs where id = ? and token = ?
      on conflict (job, step) do update set output = excluded.output
      """;

  private static final String COMPLETE =
      "update jobs set status = 'completed', holder = null where id = ? and token = ?";

  private final HikariDataSource pool;
  private final List<String> outputs = Checkpoints.json();
  private List<UUID> jobs = List.of();

  /**
   * @param pool is closed with this
   */
  BareJdbc(HikariDataSource pool) throws SQLException {
    this.pool = pool;
    try (Connection connection = pool.getConnection()) {
      connection.createStatement().execute(TABLES);
    }
  }

  @Override
  public void prepare(int deliveries) throws SQLException {
    jobs = Stream.generate(UUID::randomUUID).limit(deliveries).toList();
    try (Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into jobs (id) select unnest(?)")) {
      insert.setArray(1, connection.createArrayOf("uuid", jobs.toArray()));
      insert.executeUpdate();
    }
  }

  @Override
  public Figures run(int parallel) throws Exception {
    return ClosedLoop.run(jobs.size(), parallel, i -> deliver(jobs.get(i)));
  }

  private void deliver(UUID job) {
    try {
      long token = claim(job);
      for (int step = 0; step < outputs.size(); step++) {
        checkpoint(job, token, step);
      }
      complete(job, token);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long claim(UUID job) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setString(1, "benchmark");
      statement.setObject(2, job);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void checkpoint(UUID job, long token, int step) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(CHECKPOINT)) {
      statement.setInt(1, step);
      statement.setString(2, outputs.get(step));
      statement.setObject(3, job);
      statement.setLong(4, token);
      requireOne(statement.executeUpdate());
    }
  }

  private void complete(UUID job, long token) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(COMPLETE)) {
      statement.setObject(1, job);
      statement.setLong(2, token);
      requireOne(statement.executeUpdate());
    }
  }

  private static void requireOne(int rows) {
    if (rows != 1) {
      throw new IllegalStateException(rows + " rows instead of one");
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
