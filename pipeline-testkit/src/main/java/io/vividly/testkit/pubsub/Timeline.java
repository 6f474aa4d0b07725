package io.vividly.testkit.pubsub;

import java.time.Instant;

/** The time that deadlines and backoffs run on. Safe for use by many threads. */
interface Timeline {

  Instant now();

  /** Runs an action at a time or soon after, never within this call. */
  Alarm at(Instant time, Runnable action);

  /** No action runs any more. */
  void close();

  /** An action that waits for its time. */
  interface Alarm {
    void cancel();
  }
}
