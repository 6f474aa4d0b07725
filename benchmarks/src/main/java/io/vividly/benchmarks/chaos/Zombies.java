package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Evidence.Entry;
import io.vividly.benchmarks.chaos.Point.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * SIGSTOP past the lease: a worker is frozen with requests at every point, another one takes them
 * over and finishes them, then the first wakes up and goes on where it was.
 */
final class Zombies implements Scenario {

  private static final Duration EFFECT = Duration.ofMillis(20);
  private static final Duration TO_THE_POINT = Duration.ofSeconds(180);
  private static final Duration TO_THE_ANSWER = Duration.ofSeconds(180);
  private static final Duration TO_THE_REFUSAL = Duration.ofSeconds(120);

  /** Shorter than the lease: the deliveries to the frozen worker come again in time. */
  private static final Duration ACK_DEADLINE = Duration.ofSeconds(10);

  /** Enough for all those that a frozen worker lets run out. */
  private static final int DELIVERIES = 20;

  @Override
  public String name() {
    return "freeze past the lease";
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    int rounds = scale.of(5, 1);
    WorkerSettings settings =
        WorkerSettings.DEFAULT.withAckDeadline(ACK_DEADLINE, Duration.ofSeconds(1));
    try (Trial trial = new Trial(ground, name(), settings, DELIVERIES)) {
      trial.fleet().start(2);
      for (int round = 1; round <= rounds; round++) {
        freezeAtEveryPoint(trial, trial.fleet().there().get(round % 2));
        trial.say("%d of %d rounds", round, rounds);
      }
      // The instances that were frozen are as good as new.
      trial.fleet().there().forEach(worker -> trial.publish(Assignment.of(EFFECT), worker));
      trial.awaitAnswers(TO_THE_ANSWER);
      return trial.conclude(rounds * points().size());
    }
  }

  private static void freezeAtEveryPoint(Trial trial, WorkerProcess zombie) throws Exception {
    Map<String, Point> held = new HashMap<>();
    for (Point point : points()) {
      held.put(trial.publish(Assignment.holdAt(point), zombie).toString(), point);
    }
    Patience.await("every point", TO_THE_POINT, () -> zombie.held().containsAll(held.keySet()));
    Instant frozenAt = trial.freeze(zombie);
    trial.awaitAnswers(TO_THE_ANSWER);
    trial.thaw(zombie, frozenAt);
    // Those held at their claim are not renewed before they write.
    awaitRefusals(
        trial, zombie, those(held, point -> point.moment() != Moment.CLAIMED), Zombies::isRenewal);
    // An interrupt that comes amid a write may keep it from the database; so it must have come.
    Map<String, Point> interrupted = those(held, Zombies::hearsOfIt);
    Patience.await(
        "interrupts", TO_THE_REFUSAL, () -> zombie.stopped().containsAll(interrupted.keySet()));
    zombie.release();
    awaitRefusals(trial, zombie, those(held, Point::leadsToWrite), refusal -> !isRenewal(refusal));
  }

  /** Every point but the last, where nothing is left to be written. */
  private static List<Point> points() {
    return Point.all().stream().filter(p -> p.moment() != Moment.AFTER_FINISH).toList();
  }

  private static Map<String, Point> those(Map<String, Point> held, Predicate<Point> which) {
    Map<String, Point> found = new HashMap<>(held);
    found.values().removeIf(which.negate());
    return found;
  }

  /** Whoever comes to a point inside a stage can be interrupted there. */
  private static boolean hearsOfIt(Point point) {
    return point.leadsToWrite() && point.key() != null;
  }

  private static boolean isRenewal(Entry refusal) {
    return refusal.what().equals("renew");
  }

  private static void awaitRefusals(
      Trial trial, WorkerProcess zombie, Map<String, Point> requests, Predicate<Entry> which)
      throws Exception {
    Map<String, Point> left = new HashMap<>(requests);
    try {
      Patience.await(
          "refusals",
          TO_THE_REFUSAL,
          () -> {
            trial.evidence().refusals().stream()
                .filter(refusal -> refusal.worker().equals(zombie.name()))
                .filter(which)
                .forEach(refusal -> left.remove(refusal.request().toString()));
            return left.isEmpty();
          });
    } catch (IllegalStateException e) {
      throw new IllegalStateException("no refusal at " + left.values(), e);
    }
  }
}
