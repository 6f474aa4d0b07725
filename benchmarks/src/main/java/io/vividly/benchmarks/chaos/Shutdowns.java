package io.vividly.benchmarks.chaos;

import java.time.Duration;

/** SIGTERM under load: out in time, no lease left behind, another instance goes on at once. */
final class Shutdowns implements Scenario {

  private static final Duration EFFECT = Duration.ofMillis(300);

  @Override
  public String name() {
    return "terminate under load";
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    int shutdowns = scale.of(100, 3);
    try (Trial trial = new Trial(ground, name(), WorkerSettings.DEFAULT, 5)) {
      trial.fleet().start(2);
      Load load = Load.start(trial, scale.of(24, 8), EFFECT);
      for (int shutdown = 1; shutdown <= shutdowns; shutdown++) {
        trial.fleet().start().awaitReady();
        terminateOldest(trial);
        if (shutdown % 10 == 0) {
          trial.say("%d of %d, %d requests answered", shutdown, shutdowns, load.answered());
        }
      }
      load.stop();
      return trial.conclude(shutdowns);
    }
  }

  private static void terminateOldest(Trial trial) throws Exception {
    WorkerProcess worker = trial.fleet().there().get(0);
    trial.terminate(worker);
    int leases = trial.evidence().leasesOf(worker.name());
    if (leases > 0) {
      trial.remark(worker.name() + " left " + leases + " leases behind");
    }
  }
}
