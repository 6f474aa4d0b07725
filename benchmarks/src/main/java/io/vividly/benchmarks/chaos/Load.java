package io.vividly.benchmarks.chaos;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps so many requests under way: for each that is answered the next is published. */
final class Load {

  private static final Duration LAST_ANSWER = Duration.ofMinutes(2);

  private final Trial trial;
  private final Duration effectTakes;
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean stopped;

  private Load(Trial trial, Duration effectTakes) {
    this.trial = trial;
    this.effectTakes = effectTakes;
  }

  /**
   * @param effectTakes on average
   */
  static Load start(Trial trial, int requests, Duration effectTakes) {
    Load load = new Load(trial, effectTakes);
    for (int i = 0; i < requests; i++) {
      load.publish();
    }
    return load;
  }

  int answered() {
    return answered.get();
  }

  /** Publishes no more, and waits for the answers to what was published. */
  void stop() throws Exception {
    stopped = true;
    trial.awaitAnswers(LAST_ANSWER);
  }

  private void publish() {
    long average = effectTakes.toMillis();
    long work = ThreadLocalRandom.current().nextLong(average / 2, average * 3 / 2 + 1);
    trial
        .publish(Assignment.of(Duration.ofMillis(work)))
        .thenRun(
            () -> {
              answered.incrementAndGet();
              if (!stopped) {
                publish();
              }
            });
  }
}
