package io.vividly.testkit.google;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Says which calls of a server go wrong, and how. Calls are counted from 1. Safe for use by many
 * threads.
 *
 * @param <F> what can go wrong
 */
public final class CallFaults<F> {

  private final Map<Integer, F> faults = new HashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Semaphore hanging = new Semaphore(0);
  private @Nullable F otherwise;
  private Duration retryAfter = Duration.ofSeconds(1);
  private int calls;

  CallFaults() {}

  /** How many calls came so far, failed and refused ones included. */
  public synchronized int calls() {
    return calls;
  }

  /** Strikes one call. */
  public synchronized void strikeAt(int call, F fault) {
    faults.put(call, fault);
  }

  /** Strikes the call that comes next. */
  public synchronized void strikeNext(F fault) {
    faults.put(calls + 1, fault);
  }

  /** Strikes every call from now on that nothing else was arranged for. */
  public synchronized void strikeAlways(F fault) {
    otherwise = fault;
  }

  /** How long a refusal of too many calls asks to wait from now on; a second at first. */
  public synchronized void retryAfter(Duration time) {
    retryAfter = time;
  }

  /** Takes all faults away; hanging calls go on hanging. */
  public synchronized void heal() {
    faults.clear();
    otherwise = null;
  }

  /** Waits until one more call hangs than was waited for before. */
  public void awaitHang() throws InterruptedException {
    hanging.acquire();
  }

  /** Counts a call and tells what is to happen to it. */
  synchronized @Nullable F next() {
    calls++;
    return faults.getOrDefault(calls, otherwise);
  }

  synchronized Duration retryAfter() {
    return retryAfter;
  }

  /** Returns when the server is closed. */
  void hang() throws InterruptedException {
    hanging.release();
    over.await();
  }

  void close() {
    over.countDown();
  }
}
