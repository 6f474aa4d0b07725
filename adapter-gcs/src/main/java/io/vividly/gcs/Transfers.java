package io.vividly.gcs;

import io.vividly.core.port.TransientFailureException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs calls on threads of its own, because Google's client reads from sockets that are deaf to
 * interrupts: whoever waits here can go at once. What is left behind ends at the latest with its
 * read timeout, and harms nothing: objects are written as a whole or not at all.
 */
final class Transfers implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "vividly-gcs");
            thread.setDaemon(true);
            return thread;
          });
  private final Duration deadline;

  Transfers(Duration deadline) {
    this.deadline = deadline;
  }

  /**
   * @param purpose for messages, as in {@code store gs://b/k}
   * @throws TransientFailureException after the deadline, and when the thread is interrupted, which
   *     then still is
   */
  <T> T run(String purpose, Callable<T> work) throws Exception {
    Future<T> running = submit(purpose, work);
    try {
      return running.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    } catch (TimeoutException e) {
      throw new TransientFailureException(
          "could not " + purpose + " within " + deadline.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("interrupted while it was to " + purpose, e);
    } finally {
      running.cancel(true);
    }
  }

  private <T> Future<T> submit(String purpose, Callable<T> work) {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new TransientFailureException(
          "could not " + purpose + ": the media store is closed", e);
    }
  }

  /** Gives calls that run up. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
