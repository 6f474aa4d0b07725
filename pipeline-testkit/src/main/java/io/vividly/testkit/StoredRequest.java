package io.vividly.testkit;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.RequestState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request of an {@link InMemoryRequestStore}, which guards it with its lock. */
final class StoredRequest {

  private final ContentRequest request;
  private final Map<StageKey, Checkpoint> checkpoints = new HashMap<>();
  private final Set<StageKey> completed = new HashSet<>();
  private final Map<StageKey, Integer> starts = new HashMap<>();
  private RequestStatus status = RequestStatus.PENDING;
  private @Nullable StageKey currentStage;
  private int progress;
  private long fencingToken;
  private @Nullable String holder;
  Instant leaseUntil = Instant.MIN;
  int attempts;
  @Nullable StageFailure lastFailure;
  @Nullable Outcome outcome;

  StoredRequest(ContentRequest request) {
    this.request = request;
  }

  ClaimResult claim(String newHolder, Instant until) {
    fencingToken++;
    attempts++;
    // Who ends a claim takes its name away.
    boolean takenOver = holder != null;
    holder = newHolder;
    leaseUntil = until;
    return new ClaimResult.Claimed(
        new Claim(request.id(), fencingToken, attempts, takenOver), checkpoints);
  }

  boolean isHeldAt(Instant now) {
    return holder != null && leaseUntil.isAfter(now);
  }

  RequestState stateAt(Instant now, ContentRequest asked) {
    if (!request.asksTheSameAs(asked)) {
      return new RequestState.Conflicting();
    }
    if (outcome != null) {
      return new RequestState.Ended(outcome);
    }
    return isHeldAt(now) ? new RequestState.Held() : new RequestState.Free();
  }

  boolean isHeldBy(Claim claim) {
    return holder != null && outcome == null && fencingToken == claim.fencingToken();
  }

  void release(RequestStatus newStatus) {
    status = newStatus;
    holder = null;
    leaseUntil = Instant.MIN;
  }

  void stageStarted(StageKey key, int newProgress) {
    status = key.stage().status();
    currentStage = key;
    starts.merge(key, 1, Integer::sum);
    progress = Math.max(progress, newProgress);
  }

  void stageCompleted(StageKey key, @Nullable Checkpoint checkpoint, int newProgress) {
    if (checkpoint != null) {
      checkpoints.put(key, checkpoint);
    }
    completed.add(key);
    progress = Math.max(progress, newProgress);
  }

  /** New but for its fencing token, so that old claims stay lost. */
  StoredRequest reopenedAs(ContentRequest newRequest) {
    StoredRequest reopened = new StoredRequest(newRequest);
    reopened.fencingToken = fencingToken;
    return reopened;
  }

  void finish(Outcome newOutcome) {
    outcome = newOutcome;
    if (newOutcome instanceof Outcome.Failed failed) {
      lastFailure = failed.failure();
    } else if (newOutcome instanceof Outcome.Completed) {
      progress = 100;
    }
    release(newOutcome.status());
  }

  boolean reopen() {
    if (!(outcome instanceof Outcome.Failed)) {
      return false;
    }
    outcome = null;
    lastFailure = null;
    attempts = 0;
    release(RequestStatus.PENDING);
    return true;
  }

  InMemoryRequestStore.Snapshot snapshot() {
    return new InMemoryRequestStore.Snapshot(
        request,
        status,
        currentStage,
        progress,
        holder,
        attempts,
        Map.copyOf(checkpoints),
        Set.copyOf(completed),
        Map.copyOf(starts),
        lastFailure,
        outcome);
  }
}
