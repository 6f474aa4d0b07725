package io.vividly.benchmarks.durability;

import io.vividly.benchmarks.durability.DurabilityBenchmark.Load;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Prints where the time of a run goes, in a run of its own because looking costs time: what the
 * server's processes wait for, how often it commits and writes its log to the disk.
 */
final class ServerProfile {

  private static final long PERIOD_MILLIS = 5;

  private static final String WAITS =
      """
      select coalesce(wait_event_type || ' ' || wait_event, 'running'), count(*)
      from pg_stat_activity
      where state = 'active' and datname = '%s' group by 1
      """;

  private static final String COUNTERS =
      """
      select xact_commit, (select wal_bytes from pg_stat_wal),
        (select sum(fsyncs) from pg_stat_io where object = 'wal'),
        (select sum(fsync_time) from pg_stat_io where object = 'wal')
      from pg_stat_database where datname = '%s'
      """;

  private final Map<String, Long> waits = new HashMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  private ServerProfile() {}

  /** Needs PostgreSQL 18, the first to count the writing of its log in pg_stat_io. */
  static void print(DurableServer server, Kind kind, Load load) throws Exception {
    ServerProfile profile = new ServerProfile();
    try (Contender contender = kind.open(server);
        Connection connection = server.connect()) {
      contender.prepare(load.parallel() * 10);
      contender.run(load.parallel());
      contender.prepare(load.deliveries());
      Thread watcher = new Thread(() -> profile.watch(connection, kind.database()));
      double[] before = counters(connection, kind);
      double cpuBefore = cpuSeconds();
      watcher.start();
      Figures figures = contender.run(load.parallel());
      profile.ended.set(true);
      watcher.join();
      profile.report(kind, load, figures, cpuSeconds() - cpuBefore);
      printCounters(load, before, counters(connection, kind));
    }
  }

  private void watch(Connection connection, String database) {
    try (Statement statement = connection.createStatement()) {
      while (!ended.get()) {
        try (ResultSet rows = statement.executeQuery(WAITS.formatted(database))) {
          while (rows.next()) {
            waits.merge(rows.getString(1), rows.getLong(2), Long::sum);
          }
        }
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(Kind kind, Load load, Figures figures, double cpuSeconds) {
    double all = waits.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        Locale.ROOT,
        "%nProfile of %s, %d in parallel: %.0f deliveries/s, %.2f ms of client CPU for each%n"
            + "  server processes with work: %s%n",
        kind.title(),
        load.parallel(),
        figures.deliveries(),
        cpuSeconds * 1000 / load.deliveries(),
        waits.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(6)
            .map(wait -> "%s %.0f %%".formatted(wait.getKey(), 100 * wait.getValue() / all))
            .collect(Collectors.joining(", ")));
  }

  private static void printCounters(Load load, double[] before, double[] after) {
    double fsyncs = after[2] - before[2];
    System.out.printf(
        Locale.ROOT,
        "  for each delivery: %.1f commits, %.1f KB of log, %.2f writes to the disk of %.2f ms%n",
        (after[0] - before[0]) / load.deliveries(),
        (after[1] - before[1]) / load.deliveries() / 1024,
        fsyncs / load.deliveries(),
        (after[3] - before[3]) / fsyncs);
  }

  private static double[] counters(Connection connection, Kind kind) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COUNTERS.formatted(kind.database()))) {
      row.next();
      return new double[] {row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)};
    }
  }

  private static double cpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
