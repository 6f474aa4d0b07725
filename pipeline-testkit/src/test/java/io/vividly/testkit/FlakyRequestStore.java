package io.vividly.testkit;

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
import java.util.concurrent.Semaphore;

/** A request store that can be away, and that counts renewals. */
final class FlakyRequestStore implements RequestStore {

  final FaultInjector claiming = new FaultInjector();
  final FaultInjector starting = new FaultInjector();
  final FaultInjector saving = new FaultInjector();
  final FaultInjector finishing = new FaultInjector();
  final Semaphore renewals = new Semaphore(0);

  private final RequestStore store;

  FlakyRequestStore(RequestStore store) {
    this.store = store;
  }

  @Override
  public ClaimResult claim(ContentRequest request, String holder, Duration lease) {
    claiming.pass();
    return store.claim(request, holder, lease);
  }

  @Override
  public RequestState stateOf(ContentRequest request) {
    return store.stateOf(request);
  }

  @Override
  public Optional<Outcome> outcomeOf(RequestId id) {
    return store.outcomeOf(id);
  }

  @Override
  public void renew(Claim claim, Duration lease) {
    store.renew(claim, lease);
    renewals.release();
  }

  @Override
  public void release(Claim claim) {
    store.release(claim);
  }

  @Override
  public void stageStarted(Claim claim, StageKey key, int progress) {
    starting.pass();
    store.stageStarted(claim, key, progress);
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, Checkpoint checkpoint, int progress) {
    saving.pass();
    store.stageCompleted(claim, key, checkpoint, progress);
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, int progress) {
    store.stageCompleted(claim, key, progress);
  }

  @Override
  public void attemptFailed(Claim claim, StageFailure failure) {
    store.attemptFailed(claim, failure);
  }

  @Override
  public void finish(Claim claim, Outcome outcome) {
    finishing.pass();
    store.finish(claim, outcome);
  }

  @Override
  public boolean reopen(RequestId id) {
    return store.reopen(id);
  }

  @Override
  public Watch watch(RequestId id, Runnable action) {
    return store.watch(id, action);
  }
}
