package io.vividly.testkit;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.StageOutput;
import io.vividly.core.model.SubmissionDigest;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.ClarifiedQuery;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.RequestSummary;
import io.vividly.testkit.InMemoryRequestStore.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request desk for tests. It knows the requests that were submitted to it, and no others. */
public final class InMemoryRequestDesk implements RequestDesk {

  private static final Comparator<RequestSummary> NEWEST_FIRST =
      Comparator.comparing((RequestSummary one) -> one.times().created())
          .thenComparing(one -> one.id().toString())
          .reversed();

  private final InMemoryRequestStore store;
  private final InMemoryOutbox outbox;
  private final InstantSource clock;
  private final Map<RequestId, Instant> created = new HashMap<>();
  private final Map<RequestId, Instant> ended = new HashMap<>();
  private final Map<Key, Used> keys = new HashMap<>();

  /**
   * @param store has the requests
   * @param outbox takes their entries
   */
  public InMemoryRequestDesk(
      InMemoryRequestStore store, InMemoryOutbox outbox, InstantSource clock) {
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
  }

  public InMemoryRequestDesk(InMemoryRequestStore store, InMemoryOutbox outbox) {
    this(store, outbox, Clock.systemUTC());
  }

  @Override
  public synchronized Submission submit(ContentRequest request, @Nullable String idempotencyKey) {
    if (idempotencyKey != null) {
      SubmissionDigest digest = SubmissionDigest.of(request);
      Used before =
          keys.putIfAbsent(
              new Key(request.studentId(), idempotencyKey), new Used(request.id(), digest));
      if (before != null) {
        return before.digest().equals(digest)
            ? new Submission.Repeated(details(before.id()).orElseThrow().summary())
            : new Submission.Conflicting();
      }
    }
    created.put(request.id(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    store.add(request);
    outbox.submit(request);
    return new Submission.Accepted(details(request.id()).orElseThrow().summary());
  }

  @Override
  public synchronized Optional<RequestDetails> find(RequestId id) {
    return details(id);
  }

  @Override
  public synchronized Page page(Filter filter, int limit, @Nullable Cursor after) {
    List<RequestSummary> found =
        created.keySet().stream()
            .map(id -> details(id).orElseThrow().summary())
            .filter(one -> filter.studentId() == null || filter.studentId().equals(one.studentId()))
            .filter(one -> filter.status() == null || filter.status() == one.status())
            .filter(one -> after == null || isAfter(one, after))
            .sorted(NEWEST_FIRST)
            .limit(limit + 1L)
            .toList();
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    RequestSummary last = found.get(limit - 1);
    return new Page(found.subList(0, limit), new Cursor(last.times().created(), last.id()));
  }

  @Override
  public synchronized Change cancel(RequestId id) {
    Optional<RequestDetails> found = details(id);
    if (found.isEmpty()) {
      return new Change.Unknown();
    }
    RequestStatus status = found.get().summary().status();
    if (status.isFinal()) {
      return new Change.Refused(status);
    }
    store.cancel(id);
    return new Change.Done(details(id).orElseThrow());
  }

  @Override
  public synchronized Change clarify(RequestId id, String answer) {
    Snapshot now = store.find(id).orElse(null);
    if (now == null) {
      return new Change.Unknown();
    }
    if (now.status() != RequestStatus.CLARIFICATION_NEEDED) {
      return new Change.Refused(now.status());
    }
    ContentRequest before = now.request();
    ContentRequest clarified = before.withQuery(ClarifiedQuery.of(before.query(), answer));
    ended.remove(id);
    store.reopen(clarified);
    outbox.resubmit(clarified);
    return new Change.Done(details(id).orElseThrow());
  }

  @Override
  public synchronized boolean hasFile(String studentId, MediaKey key) {
    return created.keySet().stream()
        .flatMap(id -> store.find(id).stream())
        .filter(one -> one.request().studentId().equals(studentId))
        .map(Snapshot::outcome)
        .filter(Outcome.Completed.class::isInstance)
        .map(outcome -> ((Outcome.Completed) outcome).answer())
        .anyMatch(answer -> answer.files().values().stream().anyMatch(f -> f.key().equals(key)));
  }

  private Optional<RequestDetails> details(RequestId id) {
    return store
        .find(id)
        .map(now -> new RequestDetails(summary(now), scriptText(now), now.outcome()));
  }

  private RequestSummary summary(Snapshot now) {
    ContentRequest request = now.request();
    if (now.outcome() != null) {
      ended.computeIfAbsent(request.id(), id -> clock.instant());
    }
    Instant began = created.computeIfAbsent(request.id(), id -> clock.instant());
    StageKey stage = now.currentStage();
    return new RequestSummary(
        request.id(),
        request.studentId(),
        new RequestSummary.Asked(
            request.query(),
            request.grade().value(),
            request.interest(),
            request.requestedModalities()),
        now.status(),
        stage == null ? null : stage.stage(),
        now.progress(),
        topic(now),
        new RequestSummary.Times(
            began, now.attempts() == 0 ? null : began, ended.get(request.id())));
  }

  private static @Nullable String topic(Snapshot now) {
    return output(now, Stage.UNDERSTANDING) instanceof Understanding.Understood known
        ? known.topic().title()
        : null;
  }

  private static @Nullable String scriptText(Snapshot now) {
    return output(now, Stage.SCRIPT) instanceof Script script
        ? script.scenes().stream().map(Scene::spokenText).collect(Collectors.joining("\n\n"))
        : null;
  }

  private static @Nullable StageOutput output(Snapshot now, Stage stage) {
    Checkpoint checkpoint = now.checkpoints().get(StageKey.of(stage));
    return checkpoint == null ? null : checkpoint.output();
  }

  private static boolean isAfter(RequestSummary one, Cursor cursor) {
    int byTime = one.times().created().compareTo(cursor.createdAt());
    return byTime < 0 || byTime == 0 && one.id().toString().compareTo(cursor.id().toString()) < 0;
  }

  private record Key(String studentId, String key) {}

  private record Used(RequestId id, SubmissionDigest digest) {}
}
