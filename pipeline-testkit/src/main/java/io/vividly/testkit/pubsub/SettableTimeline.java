package io.vividly.testkit.pubsub;

import io.vividly.testkit.SettableClock;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test sets it. What has become due by then runs before the call
 * that set it returns, in the order of time.
 */
final class SettableTimeline implements Timeline {

  private final SettableClock clock;
  private final Runnable listener = this::runDue;
  private final TreeSet<Entry> entries =
      new TreeSet<>(Comparator.comparing(Entry::time).thenComparing(Entry::number));
  private long added;

  SettableTimeline(SettableClock clock) {
    this.clock = clock;
    clock.addListener(listener);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Alarm at(Instant time, Runnable action) {
    Entry entry = add(time, action);
    if (!time.isAfter(now())) {
      // It would have to wait for the next time that the clock is set.
      Thread thread = new Thread(this::runDue, "pubsub-server-time");
      thread.setDaemon(true);
      thread.start();
    }
    return () -> remove(entry);
  }

  @Override
  public void close() {
    clock.removeListener(listener);
    clear();
  }

  private void runDue() {
    for (Entry due = next(); due != null; due = next()) {
      due.action().run();
    }
  }

  private synchronized Entry add(Instant time, Runnable action) {
    Entry entry = new Entry(time, added++, action);
    entries.add(entry);
    return entry;
  }

  private synchronized void remove(Entry entry) {
    entries.remove(entry);
  }

  private synchronized void clear() {
    entries.clear();
  }

  private synchronized @Nullable Entry next() {
    if (entries.isEmpty() || entries.first().time().isAfter(now())) {
      return null;
    }
    return entries.pollFirst();
  }

  private record Entry(Instant time, long number, Runnable action) {}
}
