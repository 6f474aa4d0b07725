package io.vividly.testkit;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.Watch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An outbox for tests. It forgets everything with the process. */
public final class InMemoryOutbox implements Outbox {

  private final Function<ContentRequest, byte[]> encoder;
  private final InstantSource clock;
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
  private final Map<RequestId, ContentRequest> submitted = new HashMap<>();
  private final List<Entry> published = new ArrayList<>();
  private final List<Entry> deadLetters = new ArrayList<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private long lastId;

  /**
   * @param encoder writes the body of a message
   * @param clock by which entries are due
   */
  public InMemoryOutbox(Function<ContentRequest, byte[]> encoder, InstantSource clock) {
    this.encoder = encoder;
    this.clock = clock;
  }

  public InMemoryOutbox(Function<ContentRequest, byte[]> encoder) {
    this(encoder, Clock.systemUTC());
  }

  @Override
  public synchronized void submit(ContentRequest request) {
    if (!submitted.containsKey(request.id())) {
      resubmit(request);
    }
  }

  @Override
  public synchronized void resubmit(ContentRequest request) {
    submitted.put(request.id(), request);
    Instant now = clock.instant();
    Entry entry =
        new Entry(++lastId, request.id(), attributes(request), encoder.apply(request), now, 0);
    waiting.put(entry.id(), new Waiting(entry, now));
    watchers.forEach(Runnable::run);
  }

  @Override
  public synchronized boolean resubmit(RequestId id) {
    ContentRequest request = submitted.get(id);
    if (request == null) {
      return false;
    }
    resubmit(request);
    return true;
  }

  @Override
  public synchronized List<Entry> take(int limit, Duration hold) {
    Instant now = clock.instant();
    List<Entry> due =
        waiting.values().stream()
            .filter(one -> !one.dueAt().isAfter(now))
            .limit(limit)
            .map(one -> withAttempt(one.entry(), one.entry().attempt() + 1))
            .toList();
    due.forEach(entry -> waiting.put(entry.id(), new Waiting(entry, now.plus(hold))));
    return due;
  }

  @Override
  public synchronized void extend(List<Entry> entries, Duration hold) {
    Instant until = clock.instant().plus(hold);
    entries.stream()
        .filter(this::isOurs)
        .forEach(entry -> waiting.put(entry.id(), new Waiting(entry, until)));
  }

  @Override
  public synchronized void published(Entry entry) {
    if (waiting.remove(entry.id()) != null) {
      published.add(entry);
    }
  }

  /** Does nothing: this outbox does not know who works on a request. */
  @Override
  public List<RequestId> requeue(Duration idle, int limit) {
    return List.of();
  }

  @Override
  public Watch watch(Runnable action) {
    watchers.add(action);
    return () -> watchers.remove(action);
  }

  @Override
  public synchronized void retry(Entry entry, Duration after, String reason) {
    if (isOurs(entry)) {
      waiting.put(entry.id(), new Waiting(entry, clock.instant().plus(after)));
    }
  }

  @Override
  public synchronized void deadLetter(Entry entry, String reason) {
    if (isOurs(entry)) {
      waiting.remove(entry.id());
      deadLetters.add(entry);
    }
  }

  /** What was published, in order. */
  public synchronized List<Entry> published() {
    return List.copyOf(published);
  }

  /** What was set aside, in order. */
  public synchronized List<Entry> deadLetters() {
    return List.copyOf(deadLetters);
  }

  /** Whether it was not taken again, after its hold, by somebody else. */
  private boolean isOurs(Entry entry) {
    Waiting now = waiting.get(entry.id());
    return now != null && now.entry().attempt() == entry.attempt();
  }

  private static Entry withAttempt(Entry entry, int attempt) {
    return new Entry(
        entry.id(),
        entry.requestId(),
        entry.attributes(),
        entry.body(),
        entry.createdAt(),
        attempt);
  }

  private static Map<String, String> attributes(ContentRequest request) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("request_id", request.id().toString());
    attributes.put("student_id", request.studentId());
    if (request.environment() != null) {
      attributes.put("environment", request.environment().wireName());
    }
    return attributes;
  }

  private record Waiting(Entry entry, Instant dueAt) {}
}
