package io.vividly.benchmarks.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** So many callers, each of which begins a delivery as soon as its last one has ended. */
public final class ClosedLoop {

  private ClosedLoop() {}

  /** Calls with 0, 1, … and measures every call. */
  static Figures run(int calls, int parallel, IntConsumer call) throws Exception {
    long[] nanos = new long[calls];
    long start = System.nanoTime();
    forEach(
        calls,
        parallel,
        i -> {
          long begin = System.nanoTime();
          call.accept(i);
          nanos[i] = System.nanoTime() - begin;
        });
    return Figures.of(nanos, (System.nanoTime() - start) / 1e9);
  }

  /** Calls with 0, 1, … and returns when all calls have ended, or fails with one of them. */
  public static void forEach(int calls, int parallel, IntConsumer call) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(parallel);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < parallel; caller++) {
        running.add(
            callers.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
                    call.accept(i);
                  }
                }));
      }
      for (Future<?> caller : running) {
        caller.get();
      }
    } finally {
      callers.shutdownNow();
    }
  }
}
