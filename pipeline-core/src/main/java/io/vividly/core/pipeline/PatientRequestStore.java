package io.vividly.core.pipeline;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.RequestState;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.time.Duration;
import java.util.Optional;

/**
 * A request store that waits for one that is away. A write that was done but whose answer got lost
 * is done again, which all of them allow: the same claim writes the same thing.
 */
final class PatientRequestStore implements RequestStore {

  private final RequestStore store;
  private final Patience patience;

  PatientRequestStore(RequestStore store, Patience patience) {
    this.store = store;
    this.patience = patience;
  }

  @Override
  public ClaimResult claim(ContentRequest request, String holder, Duration lease) {
    return patience.call(() -> store.claim(request, holder, lease));
  }

  @Override
  public RequestState stateOf(ContentRequest request) {
    return patience.call(() -> store.stateOf(request));
  }

  @Override
  public Optional<Outcome> outcomeOf(RequestId id) {
    return patience.call(() -> store.outcomeOf(id));
  }

  @Override
  public void renew(Claim claim, Duration lease) {
    patience.run(() -> store.renew(claim, lease));
  }

  @Override
  public void release(Claim claim) {
    patience.run(() -> store.release(claim));
  }

  @Override
  public void stageStarted(Claim claim, StageKey key, int progress) {
    patience.run(() -> store.stageStarted(claim, key, progress));
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, Checkpoint checkpoint, int progress) {
    patience.run(() -> store.stageCompleted(claim, key, checkpoint, progress));
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, int progress) {
    patience.run(() -> store.stageCompleted(claim, key, progress));
  }

  @Override
  public void attemptFailed(Claim claim, StageFailure failure) {
    patience.run(() -> store.attemptFailed(claim, failure));
  }

  @Override
  public void finish(Claim claim, Outcome outcome) {
    patience.run(() -> store.finish(claim, outcome));
  }

  @Override
  public boolean reopen(RequestId id) {
    return patience.call(() -> store.reopen(id));
  }

  @Override
  public Watch watch(RequestId id, Runnable action) {
    return store.watch(id, action);
  }
}
