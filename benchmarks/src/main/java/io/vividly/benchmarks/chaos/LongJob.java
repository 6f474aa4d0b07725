package io.vividly.benchmarks.chaos;

import java.time.Duration;

/**
 * A job of 45 minutes with deliveries of 600 s and five of them, in scaled time. The first delivery
 * never gets its answer; those that follow wait for it.
 */
final class LongJob implements Scenario {

  /** One scene after the other: understanding, retrieval, script, six scenes twice, publishing. */
  private static final int EFFECTS = 16;

  private static final int DELIVERIES = 5;
  private static final Duration TO_THE_ANSWER = Duration.ofSeconds(90);

  @Override
  public String name() {
    return "job past its deliveries";
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    // 1:100; the short form is a shorter job, so that a machine that is busy with a build can do
    // it.
    Duration delivery = Duration.ofSeconds(scale.of(6, 5));
    Duration job = Duration.ofSeconds(scale.of(27, 8));
    WorkerSettings settings =
        WorkerSettings.DEFAULT
            .withSceneThreads(1)
            .withLease(Duration.ofSeconds(scale.of(3, 12)))
            .withAckDeadline(delivery, Duration.ofMillis(100));
    try (Trial trial = new Trial(ground, name(), settings, DELIVERIES)) {
      trial.fleet().start(2);
      var answer = trial.publish(Assignment.of(job.dividedBy(EFFECTS)));
      trial.awaitAnswers(TO_THE_ANSWER);
      if (answer.isDone()) {
        int deliveries = answer.join().deliveries();
        trial.say("%d of %d deliveries were needed", deliveries, DELIVERIES);
        if (deliveries < 2) {
          trial.remark("the job did not outlast its delivery");
        }
      }
      return trial.conclude(1);
    }
  }
}
