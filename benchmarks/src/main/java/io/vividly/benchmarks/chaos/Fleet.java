package io.vividly.benchmarks.chaos;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The instances of a service, and the balancer before them. */
final class Fleet implements AutoCloseable {

  private final Starter starter;
  private final List<WorkerProcess> workers = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  Fleet(Starter starter) {
    this.starter = starter;
  }

  /** How an instance is started. */
  @FunctionalInterface
  interface Starter {
    WorkerProcess start() throws IOException;
  }

  /** Starts an instance without waiting for it. */
  WorkerProcess start() throws Exception {
    WorkerProcess worker = starter.start();
    workers.add(worker);
    return worker;
  }

  /** Starts what is missing to so many instances, and waits for all. */
  List<WorkerProcess> start(int count) throws Exception {
    while (workers.size() < count) {
      start();
    }
    for (WorkerProcess worker : workers) {
      worker.awaitReady();
    }
    return List.copyOf(workers);
  }

  /** Those that take deliveries now. */
  List<WorkerProcess> there() {
    return workers.stream().filter(WorkerProcess::isThere).toList();
  }

  /** Whose turn it is; empty if nobody is there. */
  Optional<WorkerProcess> next() {
    List<WorkerProcess> there = there();
    return there.isEmpty()
        ? Optional.empty()
        : Optional.of(there.get(Math.floorMod(turn.getAndIncrement(), there.size())));
  }

  /** Forgets one that has ended. */
  void remove(WorkerProcess worker) {
    workers.remove(worker);
  }

  @Override
  public void close() throws InterruptedException {
    for (WorkerProcess worker : workers) {
      worker.close();
    }
  }
}
