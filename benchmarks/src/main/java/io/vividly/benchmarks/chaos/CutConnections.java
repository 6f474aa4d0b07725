package io.vividly.benchmarks.chaos;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/** {@code pg_terminate_backend} on every connection of the workers, every second for a minute. */
final class CutConnections implements Scenario {

  private static final Duration EFFECT = Duration.ofMillis(300);
  private static final Duration BETWEEN_CUTS = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "cut all connections";
  }

  @Override
  public boolean runsAlone() {
    return true;
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    int cuts = scale.of(60, 5);
    try (Trial trial = Trial.onStandingFleet(ground, name(), 5)) {
      trial.fleet().start(3);
      Load load = Load.start(trial, scale.of(24, 8), EFFECT);
      int connections = 0;
      for (int cut = 1; cut <= cuts; cut++) {
        Thread.sleep(BETWEEN_CUTS.toMillis());
        connections += cut(trial);
      }
      load.stop();
      trial.say("%d connections cut, %d requests answered", connections, load.answered());
      return trial.conclude(cuts);
    }
  }

  private static int cut(Trial trial) throws Exception {
    Instant from = Instant.now();
    try (Connection connection = trial.database().connect();
        Statement statement = connection.createStatement();
        var cut =
            statement.executeQuery(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where application_name like 'worker-%'")) {
      cut.next();
      return cut.getInt(1);
    } finally {
      trial.databaseFault(from);
    }
  }
}
