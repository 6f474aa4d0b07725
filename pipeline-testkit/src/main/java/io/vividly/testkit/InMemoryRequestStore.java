package io.vividly.testkit;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.StageOutput;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request store for tests. It forgets everything with the process. */
public final class InMemoryRequestStore implements RequestStore {

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<RequestId, StoredRequest> requests = new HashMap<>();

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
      if (stored.outcome != null) {
        return new ClaimResult.Finished(stored.outcome);
      }
      if (stored.isHeldAt(clock.instant())) {
        return new ClaimResult.Held();
      }
      return stored.claim(holder, clock.instant().plus(lease));
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
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stageStarted(Claim claim, StageKey key, int progress) {
    write(claim, stored -> stored.stageStarted(key, progress));
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, StageOutput output, int progress) {
    write(claim, stored -> stored.stageCompleted(key, output, progress));
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
  }

  @Override
  public void finish(Claim claim, Outcome outcome) {
    write(claim, stored -> stored.finish(outcome));
  }

  @Override
  public void awaitChange(RequestId id, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      StoredRequest stored = requests.get(id);
      if (stored == null) {
        return;
      }
      Duration left = stored.leaseLeftAt(clock.instant());
      Duration wait = left.compareTo(atMost) < 0 ? left : atMost;
      if (wait.isZero() || wait.isNegative()) {
        return;
      }
      // Any request's change wakes this up, which the contract allows.
      changed.awaitNanos(wait.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /** Ends a request as cancelled, whoever holds it, as a student would who does not want it. */
  public void cancel(RequestId id) {
    lock.lock();
    try {
      StoredRequest stored = requests.get(id);
      if (stored != null && stored.outcome == null) {
        stored.finish(new Outcome.Cancelled());
        changed.signalAll();
      }
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
      changed.signalAll();
    } finally {
      lock.unlock();
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
      Map<StageKey, StageOutput> checkpoints,
      Set<StageKey> completed,
      Map<StageKey, Integer> starts,
      @Nullable StageFailure lastFailure,
      @Nullable Outcome outcome) {}
}
