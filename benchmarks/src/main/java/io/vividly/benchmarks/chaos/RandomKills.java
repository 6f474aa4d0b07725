package io.vividly.benchmarks.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** SIGKILL at random: under load, one of three instances every other second. */
final class RandomKills implements Scenario {

  private static final int INSTANCES = 3;
  private static final int REQUESTS_UNDER_WAY = 48;
  private static final Duration EFFECT = Duration.ofMillis(300);
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(2);
  private static final Duration RESTART = Duration.ofSeconds(180);

  @Override
  public String name() {
    return "kill at random";
  }

  /**
   * Attempts and deliveries are bounded more widely than by default: that a request is given up
   * whose worker was killed five times would be right, and is not what is looked for.
   */
  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    int kills = scale.of(300, 4);
    WorkerSettings settings = WorkerSettings.DEFAULT.withMaxAttempts(50);
    try (Trial trial = new Trial(ground, name(), settings, 100)) {
      trial.fleet().start(scale.of(INSTANCES, 2));
      Load load = Load.start(trial, scale.of(REQUESTS_UNDER_WAY, 6), EFFECT);
      for (int kill = 1; kill <= kills; kill++) {
        Thread.sleep(ThreadLocalRandom.current().nextLong(2 * BETWEEN_KILLS.toMillis()));
        killOne(trial);
        if (kill % 10 == 0) {
          trial.say("%d of %d kills, %d requests answered", kill, kills, load.answered());
        }
      }
      load.stop();
      return trial.conclude(kills);
    }
  }

  private static void killOne(Trial trial) throws Exception {
    Patience.await("two instances", RESTART, () -> trial.fleet().there().size() >= 2);
    List<WorkerProcess> there = trial.fleet().there();
    trial.kill(there.get(ThreadLocalRandom.current().nextInt(there.size())));
    trial.fleet().start();
  }
}
