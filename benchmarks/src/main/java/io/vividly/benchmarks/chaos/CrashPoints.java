package io.vividly.benchmarks.chaos;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * SIGKILL at every point: a worker is brought to hold requests at all of them, some at each, and is
 * killed. The other instance has to go on with every one.
 */
final class CrashPoints implements Scenario {

  private static final Duration TO_THE_POINT = Duration.ofSeconds(60);
  private static final Duration TO_THE_ANSWER = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "kill at every point";
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    int rounds = scale.of(10, 1);
    int requestsAtEach = scale.of(2, 1);
    try (Trial trial = new Trial(ground, name(), WorkerSettings.DEFAULT, 5)) {
      trial.fleet().start(2);
      for (int round = 1; round <= rounds; round++) {
        if (round > 1) {
          trial.fleet().start().awaitReady();
        }
        killAtEveryPoint(trial, requestsAtEach);
        trial.say("%d of %d rounds", round, rounds);
      }
      return trial.conclude(rounds * requestsAtEach * Point.all().size());
    }
  }

  private static void killAtEveryPoint(Trial trial, int requestsAtEach) throws Exception {
    List<WorkerProcess> workers = trial.fleet().there();
    WorkerProcess victim = workers.get(0);
    Set<String> expected = new HashSet<>();
    for (Point point : Point.all()) {
      for (int i = 0; i < requestsAtEach; i++) {
        expected.add(trial.publish(Assignment.holdAt(point), victim).toString());
      }
    }
    Patience.await("every point", TO_THE_POINT, () -> victim.held().containsAll(expected));
    trial.kill(victim);
    trial.awaitAnswers(TO_THE_ANSWER);
  }
}
