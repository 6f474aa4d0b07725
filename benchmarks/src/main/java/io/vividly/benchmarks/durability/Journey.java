package io.vividly.benchmarks.durability;

import io.vividly.core.model.RequestId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** When a request was where; nanoseconds of this process. */
final class Journey {

  private final CountDownLatch pushed = new CountDownLatch(1);
  private volatile long committedAt;
  private volatile long publishedAt;
  private volatile long pushedAt;

  private Journey() {}

  /** The journeys of a run. */
  static final class Log {
    private final Map<RequestId, Journey> journeys = new ConcurrentHashMap<>();

    /** Whoever comes by first begins it. */
    Journey of(RequestId id) {
      return journeys.computeIfAbsent(id, key -> new Journey());
    }
  }

  void committed() {
    committedAt = System.nanoTime();
  }

  /** The publisher is asked to publish it. */
  void publishing() {
    publishedAt = System.nanoTime();
  }

  /** The head of its first push has arrived. */
  synchronized void pushed(long at) {
    if (pushed.getCount() > 0) {
      pushedAt = at;
      pushed.countDown();
    }
  }

  void awaitPush() throws InterruptedException {
    pushed.await();
  }

  long commitToPublish() {
    return publishedAt - committedAt;
  }

  long since(long then) {
    return pushedAt - then;
  }
}
