package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Point.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A job of 45 minutes with deliveries of 600 s and five of them, in scaled time. The first delivery
 * never gets its answer; those that follow wait for it.
 *
 * <p>The job lasts for as many deliveries as it is to outlast, whatever the speed of the machine:
 * it is held before its end, the second delivery comes when it is there, and it is let go once its
 * last delivery has begun and those before it have had their time. Were one of them answered with
 * an error at once, all five would be gone before that.
 */
final class LongJob implements Scenario {

  private static final Point END = new Point(Moment.BEFORE_FINISH, null);
  private static final int DELIVERIES = 5;
  private static final Duration TO_THE_END = Duration.ofSeconds(180);
  private static final Duration TO_THE_ANSWER = Duration.ofSeconds(90);

  @Override
  public String name() {
    return "job past its deliveries";
  }

  @Override
  public Row run(Ground ground, Scale scale) throws Exception {
    // 1:100; the short form is a shorter job, answered at its third delivery.
    Duration delivery = Duration.ofSeconds(scale.of(6, 3));
    int outlasts = scale.of(4, 2);
    WorkerSettings settings =
        WorkerSettings.DEFAULT
            .withLease(Duration.ofSeconds(scale.of(3, 10)))
            .withAckDeadline(delivery, Duration.ofMillis(100));
    try (Trial trial = new Trial(ground, name(), settings, DELIVERIES)) {
      WorkerProcess holder = trial.fleet().start(2).get(0);
      AtomicInteger begun = new AtomicInteger();
      var answer =
          trial.publish(
              Assignment.holdAt(END),
              holder,
              number -> {
                boolean due = number == 1 || !holder.held().isEmpty();
                if (due) {
                  begun.set(number);
                }
                return due;
              });
      Patience.await("the end of the job", TO_THE_END, () -> !holder.held().isEmpty());
      // The first delivery's time may have passed on the way there.
      long enough = System.nanoTime() + delivery.multipliedBy(outlasts - 1).toNanos();
      Patience.await(
          "its deliveries",
          TO_THE_ANSWER,
          () -> answer.isDone() || begun.get() > outlasts && System.nanoTime() - enough >= 0);
      holder.release();
      trial.awaitAnswers(TO_THE_ANSWER);
      if (answer.isDone()) {
        int deliveries = answer.join().deliveries();
        trial.say("%d of %d deliveries were needed", deliveries, DELIVERIES);
        if (deliveries <= outlasts) {
          trial.remark("the job did not outlast its deliveries");
        }
      }
      return trial.conclude(1);
    }
  }
}
