package io.vividly.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still until it is told the time. Safe for use by many threads. */
public final class SettableClock extends Clock {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  public SettableClock(Instant now) {
    this.now = now;
  }

  /** Starts at noon of an ordinary day. */
  public SettableClock() {
    this(Instant.parse("2026-03-02T12:00:00Z"));
  }

  /** Returns when all listeners have heard of it. */
  public void set(Instant time) {
    now = time;
    listeners.forEach(Runnable::run);
  }

  /** Returns when all listeners have heard of it. */
  public void advance(Duration by) {
    add(by);
    listeners.forEach(Runnable::run);
  }

  /** Has somebody told whenever the time is set, in the thread that sets it. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Gives a view of this clock; it goes on following it. */
  @Override
  public Clock withZone(ZoneId zone) {
    SettableClock original = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return original.instant();
      }

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return original.withZone(other);
      }
    };
  }

  private synchronized void add(Duration by) {
    now = now.plus(by);
  }
}
