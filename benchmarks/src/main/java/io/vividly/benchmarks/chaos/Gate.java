package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Point.Moment;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.TransientFailureException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the threads of a worker at the points that their requests name, until it is opened. */
final class Gate {

  private final Map<RequestId, Point> points = new ConcurrentHashMap<>();
  private final Consumer<String> report;
  private volatile CountDownLatch opened = new CountDownLatch(1);

  /**
   * @param report is told of every thread that is held
   */
  Gate(Consumer<String> report) {
    this.report = report;
  }

  void holdAt(RequestId id, Point point) {
    points.put(id, point);
  }

  /** Lets go of everybody who is held now. */
  void open() {
    CountDownLatch old = opened;
    opened = new CountDownLatch(1);
    old.countDown();
  }

  /** Comes by a point; returns at once unless it is the one to hold at. */
  void pass(RequestId id, Moment moment, @Nullable StageKey key) {
    if (!new Point(moment, key).equals(points.get(id))) {
      return;
    }
    points.remove(id);
    CountDownLatch mine = opened;
    report.accept(id.toString());
    boolean interrupted = false;
    while (true) {
      try {
        mine.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        if (moment == Moment.BEFORE_EFFECT) {
          Thread.currentThread().interrupt();
          throw new TransientFailureException("The effect was interrupted.", e);
        }
        // What has been done cannot hear that it should not be, as code that waits for a network.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
