package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Point.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * SIGSTOP past the lease: a worker is frozen with requests at every point, another one takes them
 * over and finishes them, then the first wakes up and goes on where it was.
 */
final class Zombies implements Scenario {

  private static final Duration EFFECT = Duration.ofMillis(20);
  private static final Duration TO_THE_POINT = Duration.ofSeconds(60);
  private static final Duration TO_THE_ANSWER = Duration.ofSeconds(60);
  private static final Duration TO_THE_REFUSAL = Duration.ofSeconds(30);

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
    Set<String> all = new HashSet<>();
    Set<String> renewing = new HashSet<>();
    List<String> writing = new ArrayList<>();
    for (Point point : points()) {
      String id = trial.publish(Assignment.holdAt(point), zombie).toString();
      all.add(id);
      if (point.moment() != Moment.CLAIMED) {
        renewing.add(id);
      }
      if (goesOnToWrite(point.moment())) {
        writing.add(id);
      }
    }
    Patience.await("every point", TO_THE_POINT, () -> zombie.held().containsAll(all));
    Instant frozenAt = trial.freeze(zombie);
    trial.awaitAnswers(TO_THE_ANSWER);
    trial.thaw(zombie, frozenAt);
    awaitRefusals(trial, zombie, renewing, true);
    zombie.release();
    awaitRefusals(trial, zombie, writing, false);
  }

  /** Every point but the last, where nothing is left to be written. */
  private static List<Point> points() {
    return Point.all().stream().filter(p -> p.moment() != Moment.AFTER_FINISH).toList();
  }

  /** Elsewhere a worker that was told meanwhile that its lease is lost stops without a write. */
  private static boolean goesOnToWrite(Moment moment) {
    return moment == Moment.CLAIMED
        || moment == Moment.AFTER_EFFECT
        || moment == Moment.BEFORE_FINISH;
  }

  private static void awaitRefusals(
      Trial trial, WorkerProcess zombie, Iterable<String> requests, boolean ofRenewals)
      throws Exception {
    Set<String> left = new HashSet<>();
    requests.forEach(left::add);
    try {
      Patience.await(
          "refusals",
          TO_THE_REFUSAL,
          () -> {
            trial.evidence().refusals().stream()
                .filter(entry -> entry.worker().equals(zombie.name()))
                .filter(entry -> entry.what().equals("renew") == ofRenewals)
                .forEach(entry -> left.remove(entry.request().toString()));
            return left.isEmpty();
          });
    } catch (IllegalStateException e) {
      if (ofRenewals) {
        throw e;
      }
      // It may have stopped before it tried to write. What it did try is judged in any case.
      trial.say("%d of the requests were left by the zombie without a write", left.size());
    }
  }
}
