package io.vividly.benchmarks.chaos;

import java.time.Duration;
import java.util.List;

/**
 * How the workers of a scenario are set; what is not said has the pipeline's own default.
 *
 * @param sceneThreads how many scenes are made at the same time
 * @param lease how long a claim holds without renewal
 * @param ackDeadline how long after its receipt a delivery is to be answered
 * @param deadlineMargin how long before that a delivery that waits gives up
 * @param maxAttempts after how many attempts a request is given up
 */
record WorkerSettings(
    int sceneThreads,
    Duration lease,
    Duration ackDeadline,
    Duration deadlineMargin,
    int maxAttempts) {

  /** The defaults of the pipeline, with room for as many scenes as a scenario holds back. */
  static final WorkerSettings DEFAULT =
      new WorkerSettings(
          48, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(5), 5);

  WorkerSettings withSceneThreads(int value) {
    return new WorkerSettings(value, lease, ackDeadline, deadlineMargin, maxAttempts);
  }

  WorkerSettings withLease(Duration value) {
    return new WorkerSettings(sceneThreads, value, ackDeadline, deadlineMargin, maxAttempts);
  }

  WorkerSettings withAckDeadline(Duration value, Duration margin) {
    return new WorkerSettings(sceneThreads, lease, value, margin, maxAttempts);
  }

  WorkerSettings withMaxAttempts(int value) {
    return new WorkerSettings(sceneThreads, lease, ackDeadline, deadlineMargin, value);
  }

  List<String> toArguments() {
    return List.of(
        Integer.toString(sceneThreads),
        lease.toString(),
        ackDeadline.toString(),
        deadlineMargin.toString(),
        Integer.toString(maxAttempts));
  }

  /** Reads what {@link #toArguments} writes. */
  static WorkerSettings parse(List<String> arguments) {
    return new WorkerSettings(
        Integer.parseInt(arguments.get(0)),
        Duration.parse(arguments.get(1)),
        Duration.parse(arguments.get(2)),
        Duration.parse(arguments.get(3)),
        Integer.parseInt(arguments.get(4)));
  }
}
