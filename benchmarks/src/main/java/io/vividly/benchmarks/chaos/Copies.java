package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Subscription.Delivered;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Copies of one delivery, all at once, over three instances: one works, all get its answer. */
final class Copies implements Scenario {

  private static final Duration EFFECT = Duration.ofMillis(300);
  private static final Duration TO_THE_ANSWER = Duration.ofMinutes(3);

  @Override
  public String name() {
    return "copies at once";
  }

  @Override
  public boolean runsAlone() {
    return true;
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    int copies = scale.of(1_000, 300);
    try (Trial trial = Trial.onStandingFleet(ground, name(), 5)) {
      trial.fleet().start(3);
      List<CompletableFuture<Delivered>> all = trial.publishCopies(Assignment.of(EFFECT), copies);
      CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
          .get(TO_THE_ANSWER.toSeconds(), TimeUnit.SECONDS);
      judge(trial, all.stream().map(CompletableFuture::join).toList());
      return trial.conclude(copies);
    }
  }

  private static void judge(Trial trial, List<Delivered> copies) {
    long lost = copies.stream().filter(Delivered::isDeadLettered).count();
    if (lost > 0) {
      trial.remark(lost + " copies were not acknowledged");
    }
    Set<String> answers =
        copies.stream().map(copy -> String.valueOf(copy.answer())).collect(Collectors.toSet());
    if (answers.size() != 1) {
      trial.remark(answers.size() + " different answers");
    }
    long again = copies.stream().filter(copy -> copy.deliveries() > 1).count();
    trial.say("%d copies had the answer, %d of them after a redelivery", copies.size(), again);
  }
}
