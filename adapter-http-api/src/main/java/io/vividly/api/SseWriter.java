package io.vividly.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes to one client without ever waiting for it: what it does not take yet is kept until the
 * container says that it does.
 */
final class SseWriter implements WriteListener {

  private final ServletOutputStream out;
  private final Runnable drained;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private boolean unflushed;
  private boolean closing;

  /**
   * @param drained is called when all that was waiting is on its way
   */
  SseWriter(ServletOutputStream out, Runnable drained) {
    this.out = out;
    this.drained = drained;
  }

  /** Ends when everything is written after {@link #close}, or the client is gone. */
  CompletableFuture<Void> end() {
    return end;
  }

  void send(byte[] bytes) {
    write(() -> waiting.add(bytes));
  }

  /** Writes what waits, then ends. */
  void close() {
    write(() -> closing = true);
  }

  /** Whether the client has taken everything so far. */
  boolean isDrained() {
    lock.lock();
    try {
      return waiting.isEmpty() && !unflushed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onWritePossible() {
    write(() -> {});
    if (isDrained()) {
      drained.run();
    }
  }

  @Override
  public void onError(Throwable failure) {
    // The client is gone, which is its good right.
    end.complete(null);
  }

  private void write(Runnable change) {
    boolean ended;
    lock.lock();
    try {
      change.run();
      ended = end.isDone() || writeWhatFits() && closing;
    } catch (IOException e) {
      ended = true;
    } finally {
      lock.unlock();
    }
    if (ended) {
      end.complete(null);
    }
  }

  /** Whether that is all. */
  private boolean writeWhatFits() throws IOException {
    while (out.isReady()) {
      byte[] next = waiting.poll();
      if (next != null) {
        out.write(next);
        unflushed = true;
      } else if (unflushed) {
        unflushed = false;
        out.flush();
      } else {
        return true;
      }
    }
    return false;
  }
}
