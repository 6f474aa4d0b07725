package io.vividly.testkit;

import io.vividly.core.port.TransientFailureException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Stands before a call and lets it pass, makes it fail or makes it hang, as told. Calls are counted
 * from 1. Safe for use by many threads.
 */
public final class FaultInjector {

  private final Map<Integer, Fault> faults = new HashMap<>();
  private Fault otherwise = () -> {};
  private int calls;

  /** How many calls were made so far, failed ones included. */
  public synchronized int calls() {
    return calls;
  }

  /** Makes one call throw. */
  public synchronized void failAt(int call, RuntimeException failure) {
    faults.put(call, () -> throwIt(failure));
  }

  /** Makes one call throw. */
  public synchronized void failAt(int call, Error failure) {
    faults.put(call, () -> throwIt(failure));
  }

  /** Makes every call throw from now on. */
  public synchronized void failAlways(RuntimeException failure) {
    otherwise = () -> throwIt(failure);
  }

  /** Makes one call hang; an interrupt ends it, as the contracts of the ports demand. */
  public synchronized Hang hangAt(int call) {
    Hang hang = new Hang(OnInterrupt.FAIL);
    faults.put(call, hang::pass);
    return hang;
  }

  /** Makes one call hang without looking at interrupts, as native code does. */
  public synchronized Hang hangDeafAt(int call) {
    Hang hang = new Hang(OnInterrupt.GO_ON);
    faults.put(call, hang::pass);
    return hang;
  }

  /** Makes one call hang that ends with an interrupt but tells nobody, as careless code does. */
  public synchronized Hang hangForgetfulAt(int call) {
    Hang hang = new Hang(OnInterrupt.FORGET);
    faults.put(call, hang::pass);
    return hang;
  }

  /** Takes all faults away; hanging calls go on hanging. */
  public synchronized void heal() {
    faults.clear();
    otherwise = () -> {};
  }

  /** Counts a call and does to it what was arranged. */
  public void pass() {
    Fault fault;
    synchronized (this) {
      calls++;
      fault = faults.getOrDefault(calls, otherwise);
    }
    fault.strike();
  }

  private static void throwIt(RuntimeException failure) {
    throw failure;
  }

  private static void throwIt(Error failure) {
    throw failure;
  }

  private interface Fault {
    void strike();
  }

  private enum OnInterrupt {
    FAIL,
    GO_ON,
    FORGET
  }

  /** A call that hangs until it is let go. */
  public static final class Hang {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final OnInterrupt onInterrupt;

    private Hang(OnInterrupt onInterrupt) {
      this.onInterrupt = onInterrupt;
    }

    /** Waits until the call hangs. */
    public void awaitReached() throws InterruptedException {
      reached.await();
    }

    /** Lets the call go on as if nothing had been. */
    public void release() {
      released.countDown();
    }

    private void pass() {
      reached.countDown();
      boolean interrupted = false;
      while (true) {
        try {
          released.await();
          break;
        } catch (InterruptedException e) {
          if (onInterrupt == OnInterrupt.FORGET) {
            return;
          }
          interrupted = true;
          if (onInterrupt == OnInterrupt.FAIL) {
            Thread.currentThread().interrupt();
            throw new TransientFailureException("The call was interrupted.", e);
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
