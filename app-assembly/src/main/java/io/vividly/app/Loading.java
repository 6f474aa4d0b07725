package io.vividly.app;

import io.vividly.core.port.TransientFailureException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A part of the program that is made in a thread of its own, while others go on; who needs it waits
 * for it. Safe for use by many threads.
 */
final class Loading<T> {

  private final String name;
  private final Callable<T> load;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<T> part = new CompletableFuture<>();

  /**
   * Does nothing yet.
   *
   * @param name of the part, in a word or two
   */
  Loading(String name, Callable<T> load) {
    this.name = name;
    this.load = load;
  }

  String name() {
    return name;
  }

  /** Begins to load; harmless to call again. */
  Loading<T> begin() {
    if (begun.compareAndSet(false, true)) {
      Thread thread = new Thread(this::load, "vividly-loads-" + name);
      thread.setDaemon(true);
      thread.start();
    }
    return this;
  }

  private void load() {
    try {
      part.complete(load.call());
    } catch (Exception | Error e) {
      part.completeExceptionally(e);
    }
  }

  /** Whether the part is there; false also when it could not be loaded. */
  boolean isLoaded() {
    return part.isDone() && !part.isCompletedExceptionally();
  }

  /**
   * The part, once it is there; begins to load it if need be.
   *
   * @throws TransientFailureException if it cannot be loaded, or the thread is interrupted
   */
  T get() {
    try {
      return begin().part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("interrupted while the " + name + " is loaded", e);
    } catch (ExecutionException e) {
      throw new TransientFailureException("The " + name + " could not be loaded.", e.getCause());
    }
  }

  /** As {@link #get}, for who starts the program: throws what went wrong as it is. */
  T orFailure() throws IOException {
    try {
      return begin().part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the " + name + " is loaded", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  /** Waits until it is not being loaded any more; what was not begun never is. */
  void settle() {
    if (begun.compareAndSet(false, true)) {
      part.completeExceptionally(new IllegalStateException("the program ends"));
    }
    part.handle((loaded, failure) -> true).join();
  }
}
