package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.TransientFailureException;
import io.vividly.core.port.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An outbox in which what is given back is due again at once, and which tells what happened. */
final class QueueOutbox implements Outbox {

  private final List<Entry> due = new ArrayList<>();
  private final List<RequestId> stuck = new ArrayList<>();
  private final BlockingQueue<Settled> settled = new LinkedBlockingQueue<>();
  private final BlockingQueue<Entry> extended = new LinkedBlockingQueue<>();
  private volatile Runnable watcher = () -> {};
  private int nextId = 1;
  private boolean away;

  /** What became of an entry. */
  record Settled(String how, Entry entry, Duration after, String reason) {}

  synchronized Entry add() {
    Entry entry = new Entry(nextId++, RequestId.random(), Map.of(), new byte[0], Instant.EPOCH, 1);
    due.add(entry);
    return entry;
  }

  synchronized void setAway(boolean value) {
    away = value;
  }

  /** Waits for the next entry to be settled. */
  Settled next() throws InterruptedException {
    Settled next = settled.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was settled");
    }
    return next;
  }

  @Override
  public void submit(ContentRequest request) {
    throw new UnsupportedOperationException("not needed here");
  }

  @Override
  public void resubmit(ContentRequest request) {
    throw new UnsupportedOperationException("not needed here");
  }

  @Override
  public boolean resubmit(RequestId id) {
    throw new UnsupportedOperationException("not needed here");
  }

  @Override
  public synchronized List<Entry> take(int limit, Duration hold) {
    requireThere();
    List<Entry> taken = new ArrayList<>(due.subList(0, Math.min(limit, due.size())));
    due.removeAll(taken);
    return taken;
  }

  @Override
  public synchronized void extend(List<Entry> entries, Duration hold) {
    requireThere();
    entries.forEach(entry -> extended.add(entry));
  }

  @Override
  public synchronized List<RequestId> requeue(Duration idle, int limit) {
    requireThere();
    List<RequestId> found = new ArrayList<>(stuck.subList(0, Math.min(limit, stuck.size())));
    stuck.removeAll(found);
    return found;
  }

  synchronized void addStuck(RequestId id) {
    stuck.add(id);
  }

  @Override
  public Watch watch(Runnable action) {
    watcher = action;
    return () -> watcher = () -> {};
  }

  /** Tells whoever watches. */
  void tell() {
    watcher.run();
  }

  /** Waits until the time of an entry was extended. */
  Entry nextExtended() throws InterruptedException {
    Entry next = extended.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was extended");
    }
    return next;
  }

  @Override
  public synchronized void published(Entry entry) {
    requireThere();
    settled.add(new Settled("published", entry, Duration.ZERO, ""));
  }

  @Override
  public synchronized void retry(Entry entry, Duration after, String reason) {
    requireThere();
    due.add(
        new Entry(
            entry.id(),
            entry.requestId(),
            entry.attributes(),
            entry.body(),
            entry.createdAt(),
            entry.attempt() + 1));
    settled.add(new Settled("retry", entry, after, reason));
  }

  @Override
  public void deadLetter(Entry entry, String reason) {
    settled.add(new Settled("dead letter", entry, Duration.ZERO, reason));
  }

  private void requireThere() {
    if (away) {
      throw new TransientFailureException("The outbox is away.");
    }
  }
}
