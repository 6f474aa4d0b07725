package io.vividly.core.pipeline;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * A task that can be waited for even after it was cancelled: {@link FutureTask} alone says that it
 * is done while its thread may still be at work.
 */
final class SceneTask<T> extends FutureTask<T> {

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Consumer<SceneTask<T>> whenDone;
  private boolean started;

  /**
   * @param whenDone is told once there is a result, a failure or a cancellation
   */
  SceneTask(Callable<T> work, Consumer<SceneTask<T>> whenDone) {
    super(work);
    this.whenDone = whenDone;
  }

  @Override
  protected void done() {
    whenDone.accept(this);
  }

  @Override
  public void run() {
    synchronized (this) {
      if (isDone()) {
        return;
      }
      started = true;
    }
    try {
      super.run();
    } finally {
      ended.countDown();
      // A cancellation may have interrupted the thread after the work was over.
      Thread.interrupted();
    }
  }

  /** Returns whether no thread had begun, and none will. */
  synchronized boolean cancelIfNotStarted() {
    return !started && cancel(false);
  }

  /** Waits until no thread works on this any more; returns whether it was interrupted meanwhile. */
  private boolean awaitEnd() {
    synchronized (this) {
      if (!started) {
        return false;
      }
    }
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** Cancels tasks and waits until no thread works on any of them; keeps an interrupt. */
  static void stop(Collection<? extends SceneTask<?>> tasks) {
    tasks.forEach(task -> task.cancel(true));
    boolean interrupted = false;
    for (SceneTask<?> task : tasks) {
      interrupted |= task.awaitEnd();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
