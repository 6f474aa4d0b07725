package io.vividly.benchmarks.chaos;

import java.time.Duration;
import java.time.Instant;

/** PostgreSQL is stopped under load, and started again after a while. */
final class DatabaseAway implements Scenario {

  private static final Duration EFFECT = Duration.ofMillis(300);
  private static final Duration BEFORE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "database away";
  }

  @Override
  public boolean runsAlone() {
    return true;
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    Duration away = Duration.ofSeconds(scale.of(20, 5));
    try (Trial trial = Trial.onStandingFleet(ground, name(), 5)) {
      trial.fleet().start(3);
      Load load = Load.start(trial, scale.of(24, 8), EFFECT);
      Thread.sleep(BEFORE.toMillis());
      Instant from = Instant.now();
      ground.system().stop();
      trial.say("stopped after %d answers", load.answered());
      Thread.sleep(away.toMillis());
      ground.system().startAgain();
      trial.databaseFault(from);
      trial.say("started again; %d answers", load.answered());
      Thread.sleep(BEFORE.toMillis());
      load.stop();
      trial.say("%d answers", load.answered());
      return trial.conclude(1);
    }
  }
}
