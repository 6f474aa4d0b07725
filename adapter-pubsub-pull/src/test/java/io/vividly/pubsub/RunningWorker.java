package io.vividly.pubsub;

import io.vividly.core.pipeline.DeliveryHandler;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A pull worker that runs on a thread of its own; closing stops it. */
final class RunningWorker implements AutoCloseable {

  final PullWorker worker;
  private final FutureTask<PullReport> run;

  RunningWorker(DeliveryHandler deliveries, PubSubTester pubSub, PullOptions options) {
    this(new PullWorker(deliveries, pubSub.options(), options, pubSub.clock));
  }

  RunningWorker(PullWorker worker) {
    this.worker = worker;
    this.run = new FutureTask<>((Callable<PullReport>) worker::run);
    Thread thread = new Thread(run, "pull-worker");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until it ends by itself. */
  PullReport end() throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PubSubException problem) {
        throw problem;
      }
      throw new AssertionError(e.getCause());
    }
  }

  PullReport stop() throws InterruptedException {
    worker.stop();
    return end();
  }

  @Override
  public void close() {
    worker.close();
  }
}
