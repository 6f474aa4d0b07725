package io.vividly.testkit;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestState;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request store for tests. It forgets everything with the process. */
public final class InMemoryRequestStore implements RequestStore {

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<RequestId, StoredRequest> requests = new HashMap<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  /**
   * @param clock on which the leases run
   */
  public InMemoryRequestStore(InstantSource clock) {
    this.clock = clock;
  }

  public InMemoryRequestStore() {
    this(Clock.systemUTC());
  }

  @Override
  public ClaimResult claim(ContentRequest request, String holder, Duration lease) {
    lock.lock();
    try {
      StoredRequest stored =
          requests.computeIfAbsent(request.id(), id -> new StoredRequest(request));
      RequestState state = stored.stateAt(clock.instant(), request);
      if (state instanceof RequestState.Conflicting) {
        return new ClaimResult.Conflicting();
      }
      if (state instanceof RequestState.Ended ended) {
        return new ClaimResult.Finished(ended.outcome());
      }
      if (state instanceof RequestState.Held) {
        return new ClaimResult.Held();
      }
      return stored.claim(holder, clock.instant().plus(lease));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public RequestState stateOf(ContentRequest request) {
    lock.lock();
    try {
      StoredRequest stored = requests.get(request.id());
      return stored == null ? new RequestState.Free() : stored.stateAt(clock.instant(), request);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Outcome> outcomeOf(RequestId id) {
    return find(id).map(Snapshot::outcome);
  }

  @Override
  public void renew(Claim claim, Duration lease) {
    write(claim, stored -> stored.leaseUntil = clock.instant().plus(lease));
  }

  @Override
  public void release(Claim claim) {
    lock.lock();
    try {
      StoredRequest stored = requests.get(claim.requestId());
      if (stored != null && stored.isHeldBy(claim)) {
        stored.attempts--;
        stored.release(RequestStatus.PENDING);
      }
    } finally {
      lock.unlock();
    }
    tellWatchers(claim.requestId());
  }

  @Override
  public void stageStarted(Claim claim, StageKey key, int progress) {
    write(claim, stored -> stored.stageStarted(key, progress));
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, Checkpoint checkpoint, int progress) {
    write(claim, stored -> stored.stageCompleted(key, checkpoint, progress));
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, int progress) {
    write(claim, stored -> stored.stageCompleted(key, null, progress));
  }

  @Override
  public void attemptFailed(Claim claim, StageFailure failure) {
    write(
        claim,
        stored -> {
          stored.lastFailure = failure;
          stored.release(RequestStatus.PENDING);
        });
    tellWatchers(claim.requestId());
  }

  @Override
  public void finish(Claim claim, Outcome outcome) {
    write(claim, stored -> stored.finish(outcome));
    tellWatchers(claim.requestId());
  }

  @Override
  public boolean reopen(RequestId id) {
    lock.lock();
    try {
      StoredRequest stored = requests.get(id);
      return stored != null && stored.reopen();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Watch watch(RequestId id, Runnable action) {
    Watcher watcher = new Watcher(id, action);
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** Ends a request as cancelled, whoever holds it, as a student would who does not want it. */
  public void cancel(RequestId id) {
    lock.lock();
    try {
      StoredRequest stored = requests.get(id);
      if (stored != null && stored.outcome == null) {
        stored.finish(new Outcome.Cancelled());
      }
    } finally {
      lock.unlock();
    }
    tellWatchers(id);
  }

  /** Deletes a request, whoever holds it. */
  public void delete(RequestId id) {
    lock.lock();
    try {
      requests.remove(id);
    } finally {
      lock.unlock();
    }
    tellWatchers(id);
  }

  /** Adds a request that nobody works on yet. */
  void add(ContentRequest request) {
    lock.lock();
    try {
      requests.putIfAbsent(request.id(), new StoredRequest(request));
    } finally {
      lock.unlock();
    }
  }

  /** Puts another one in the place of a request that has ended, as if it were new. */
  void reopen(ContentRequest request) {
    lock.lock();
    try {
      requests.computeIfPresent(request.id(), (id, ended) -> ended.reopenedAs(request));
    } finally {
      lock.unlock();
    }
    tellWatchers(request.id());
  }

  /** Whether the claim allows writes. */
  boolean isHeldBy(Claim claim) {
    lock.lock();
    try {
      StoredRequest stored = requests.get(claim.requestId());
      return stored != null && stored.isHeldBy(claim);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the claim allows writes and its lease has not run out. */
  boolean isAtWork(Claim claim) {
    lock.lock();
    try {
      StoredRequest stored = requests.get(claim.requestId());
      return stored != null && stored.isHeldBy(claim) && stored.isHeldAt(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /** What is stored about a request now. */
  public Optional<Snapshot> find(RequestId id) {
    lock.lock();
    try {
      return Optional.ofNullable(requests.get(id)).map(StoredRequest::snapshot);
    } finally {
      lock.unlock();
    }
  }

  private void write(Claim claim, Consumer<StoredRequest> change) {
    lock.lock();
    try {
      StoredRequest stored = requests.get(claim.requestId());
      if (stored == null || !stored.isHeldBy(claim)) {
        throw new LeaseLostException(claim);
      }
      change.accept(stored);
    } finally {
      lock.unlock();
    }
  }

  private void tellWatchers(RequestId id) {
    watchers.stream().filter(watcher -> watcher.id.equals(id)).forEach(Watcher::tell);
  }

  /** Compared by identity: the same action may be given twice. */
  private static final class Watcher {
    private final RequestId id;
    private final Runnable action;

    Watcher(RequestId id, Runnable action) {
      this.id = id;
      this.action = action;
    }

    /** What an action throws is its author's to see, and must not keep it from the others. */
    void tell() {
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        Thread teller = Thread.currentThread();
        teller.getUncaughtExceptionHandler().uncaughtException(teller, e);
      }
    }
  }

  /**
   * A stored request as it was at one moment.
   *
   * @param holder who has the lease, run out or not; null when it was released
   * @param attempts that count
   * @param completed the stages and scenes that are done
   * @param starts how often each stage and scene was begun
   * @param lastFailure of an attempt, or of the request
   */
  public record Snapshot(
      ContentRequest request,
      RequestStatus status,
      @Nullable StageKey currentStage,
      int progress,
      @Nullable String holder,
      int attempts,
      Map<StageKey, Checkpoint> checkpoints,
      Set<StageKey> completed,
      Map<StageKey, Integer> starts,
      @Nullable StageFailure lastFailure,
      @Nullable Outcome outcome) {}
}
