package io.vividly.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls made by many threads at the same time. */
final class Threads {

  private Threads() {}

  /** Makes the same call on each of so many threads; gives all the results. */
  static <T> List<T> atOnce(int threads, Callable<T> call) throws Exception {
    return atOnce(threads, Collections.nCopies(threads, call));
  }

  /** Makes all calls, so many at a time; gives the results in the order of the calls. */
  static <T> List<T> atOnce(int threads, List<Callable<T>> calls) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
