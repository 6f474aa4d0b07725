package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Evidence.Entry;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.testkit.Samples;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * SIGKILL at every point: a worker is brought to hold requests at all of them, some at each, and is
 * killed. The other instance has to go on with every one.
 */
final class CrashPoints implements Scenario {

  private static final Duration TO_THE_POINT = Duration.ofSeconds(180);
  private static final Duration TO_THE_ANSWER = Duration.ofSeconds(180);

  private static final String RENDERING = Stage.RENDERING.wireName() + "/";
  private static final int OTHER_SCENES = Samples.script().scenes().size() - 1;

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
    Set<UUID> amongScenes = new HashSet<>();
    for (Point point : Point.all()) {
      for (int i = 0; i < requestsAtEach; i++) {
        RequestId id = trial.publish(Assignment.holdAt(point), victim);
        expected.add(id.toString());
        if (point.isAmongScenes()) {
          amongScenes.add(id.value());
        }
      }
    }
    Patience.await("every point", TO_THE_POINT, () -> victim.held().containsAll(expected));
    // A scene beside the one that is held must not be struck between its effect and checkpoint.
    Patience.await("the other scenes", TO_THE_POINT, () -> haveMadeTheOthers(trial, amongScenes));
    trial.kill(victim);
    trial.awaitAnswers(TO_THE_ANSWER);
  }

  private static boolean haveMadeTheOthers(Trial trial, Set<UUID> requests) throws Exception {
    Map<UUID, Long> rendered =
        trial.evidence().history().stream()
            .filter(entry -> entry.what().equals("checkpoint"))
            .filter(entry -> String.valueOf(entry.stage()).startsWith(RENDERING))
            .collect(Collectors.groupingBy(Entry::request, Collectors.counting()));
    return requests.stream().allMatch(id -> rendered.getOrDefault(id, 0L) >= OTHER_SCENES);
  }
}
