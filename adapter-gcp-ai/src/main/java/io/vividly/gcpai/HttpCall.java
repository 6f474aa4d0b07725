package io.vividly.gcpai;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A call of a client that blocks on a socket, which no interrupt ends: it runs on another thread,
 * and the interrupt of the caller closes its connection. Also sees the head of the answer, which
 * the client keeps to itself.
 */
final class HttpCall {

  private static final ThreadLocal<@Nullable HttpCall> CURRENT = new ThreadLocal<>();
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "vividly-google-call");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable Call call;
  private boolean cancelled;
  private volatile @Nullable Duration retryAfter;

  private HttpCall() {}

  /** To be added to the client's HTTP client. */
  static Interceptor interceptor() {
    return chain -> {
      HttpCall current = CURRENT.get();
      return current == null ? chain.proceed(chain.request()) : current.proceed(chain);
    };
  }

  /**
   * Calls and waits.
   *
   * @throws HttpFailure with what the client threw
   * @throws InterruptedException if the calling thread was interrupted; the call is then cancelled
   */
  static <T> T run(Callable<T> work) throws HttpFailure, InterruptedException {
    HttpCall call = new HttpCall();
    Future<T> result = THREADS.submit(() -> call.onThisThread(work));
    try {
      return result.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw new HttpFailure(Objects.requireNonNull(e.getCause()), call.retryAfter);
    }
  }

  /** Gives items to somebody, on whatever thread. */
  @FunctionalInterface
  interface Source<T> {
    void forEach(Consumer<T> sink) throws Exception;
  }

  /**
   * Calls, and hands on what comes, as it comes, on the calling thread. What the sink throws
   * cancels the call.
   *
   * @throws HttpFailure with what the client threw
   * @throws InterruptedException if the calling thread was interrupted; the call is then cancelled
   */
  static <T> void stream(Source<T> source, Consumer<T> sink)
      throws HttpFailure, InterruptedException {
    HttpCall call = new HttpCall();
    BlockingQueue<Optional<T>> items = new LinkedBlockingQueue<>();
    Future<Boolean> end =
        THREADS.submit(
            () -> {
              try {
                return call.onThisThread(
                    () -> {
                      source.forEach(item -> items.add(Optional.of(item)));
                      return true;
                    });
              } finally {
                items.add(Optional.empty());
              }
            });
    try {
      for (Optional<T> item = items.take(); item.isPresent(); item = items.take()) {
        sink.accept(item.get());
      }
      end.get();
    } catch (ExecutionException e) {
      throw new HttpFailure(Objects.requireNonNull(e.getCause()), call.retryAfter);
    } finally {
      call.cancel();
    }
  }

  private <T> T onThisThread(Callable<T> work) throws Exception {
    CURRENT.set(this);
    try {
      return work.call();
    } finally {
      CURRENT.remove();
    }
  }

  private Response proceed(Interceptor.Chain chain) throws IOException {
    synchronized (this) {
      call = chain.call();
      if (cancelled) {
        call.cancel();
      }
    }
    Response response = chain.proceed(chain.request());
    retryAfter = RetryAfter.parse(response.header("Retry-After"));
    return response;
  }

  private synchronized void cancel() {
    cancelled = true;
    if (call != null) {
      call.cancel();
    }
  }
}
