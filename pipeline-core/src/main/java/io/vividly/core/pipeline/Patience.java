package io.vividly.core.pipeline;

import io.vividly.core.port.PipelineEvent.StorageUnavailable;
import io.vividly.core.port.TransientFailureException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a storage that is away, as long as a restart or a fail-over of a database takes: to
 * fail at once would burn the attempts of every request that is being worked on.
 */
final class Patience {

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Duration atMost;
  private final BooleanSupplier stopping;
  private final EventSink events;

  /**
   * @param stopping once true, nothing is waited for any more
   */
  Patience(Duration atMost, BooleanSupplier stopping, EventSink events) {
    this.atMost = atMost;
    this.stopping = stopping;
    this.events = events;
  }

  void run(Runnable call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }

  /**
   * Calls until the storage answers.
   *
   * @throws TransientFailureException of the last call when the patience is over, or the thread was
   *     interrupted; the interrupt is kept
   */
  <T> T call(Supplier<T> call) {
    long end = System.nanoTime() + atMost.toNanos();
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      try {
        return call.get();
      } catch (TransientFailureException e) {
        events.emit(at -> new StorageUnavailable(at, String.valueOf(e.getMessage())));
        if (stopping.getAsBoolean() || System.nanoTime() >= end || !slept(pause)) {
          throw e;
        }
      }
    }
  }

  private static boolean slept(long pause) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
