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
  private final Consumer<String> held;
  private final Consumer<String> stopped;
  private volatile CountDownLatch opened = new CountDownLatch(1);

  /**
   * @param held is told the request of every thread that is held
   * @param stopped is told the request of every thread that is interrupted while it is held
   */
  Gate(Consumer<String> held, Consumer<String> stopped) {
    this.held = held;
    this.stopped = stopped;
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
    held.accept(id.toString());
    boolean interrupted = false;
    while (true) {
      try {
        mine.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        stopped.accept(id.toString());
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
