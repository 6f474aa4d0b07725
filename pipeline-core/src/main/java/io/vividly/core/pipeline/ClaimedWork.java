package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageFailure;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult.Claimed;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AttemptFailed;
import io.vividly.core.port.PipelineEvent.LeaseLost;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.PipelineException;
import io.vividly.core.port.RequestStore;
import java.time.Duration;
import java.time.Instant;

/** Runs an attempt under its lease and turns what comes of it into a disposition. */
final class ClaimedWork {

  private final PipelineSettings settings;
  private final RequestStore store;
  private final EventSink events;
  private final LeaseKeeper leases;
  private final Accounts accounts;
  private final Attempt.Means means;

  ClaimedWork(
      RequestStore store,
      PipelineSettings settings,
      EventSink events,
      LeaseKeeper leases,
      Accounts accounts,
      Attempt.Means means) {
    this.store = store;
    this.settings = settings;
    this.events = events;
    this.leases = leases;
    this.accounts = accounts;
    this.means = means;
  }

  Disposition run(ContentRequest request, Claimed claimed, Turn turn) {
    Claim claim = claimed.claim();
    Instant start =
        events.emit(
            at ->
                new RequestClaimed(
                    at,
                    request.id(),
                    claim.attempt(),
                    claimed.checkpoints().size(),
                    claim.takenOver()));
    Work work = new Work(claim);
    leases.keep(work);
    boolean interrupted = false;
    try {
      Result result = attempt(request, claimed, work, turn);
      // Not by us: whoever owns the thread gets the interrupt back once the row is written.
      interrupted = Thread.interrupted();
      return settle(claim, interrupted ? result.whenInterrupted() : result, start);
    } catch (LeaseLostException e) {
      return leaseLost(claim);
    } finally {
      leases.letGo(work);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Does the work; every way in which it can end is a result. */
  private Result attempt(ContentRequest request, Claimed claimed, Work work, Turn turn) {
    if (claimed.claim().attempt() > settings.maxAttempts()) {
      work.end();
      return new Result.Ended(new Outcome.Failed(exhausted()));
    }
    Result result;
    try {
      result = new Result.Ended(newAttempt(request, claimed, work, turn).run());
    } catch (LeaseLostException e) {
      result = new Result.LostLease();
    } catch (NoSlotException e) {
      result = new Result.NoSlot(e.answer());
    } catch (StageFailedException e) {
      result = new Result.FailedAttempt(e.failure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result = new Result.Interrupted();
    } catch (RuntimeException | Error e) {
      result = new Result.FailedAttempt(outsideAnyStage(e));
    }
    Work.StopReason stopped = work.end();
    if (stopped == Work.StopReason.LEASE_LOST) {
      return new Result.LostLease();
    }
    return stopped == Work.StopReason.SHUTTING_DOWN ? result.whenInterrupted() : result;
  }

  private Disposition settle(Claim claim, Result result, Instant start) {
    if (result instanceof Result.Ended ended) {
      finish(claim, ended.outcome(), start);
      return ended.outcome() instanceof Outcome.Failed failed
          ? gaveUp(claim, failed.failure())
          : new Acknowledge(claim.requestId(), ended.outcome());
    }
    if (result instanceof Result.FailedAttempt failed) {
      return failed(claim, failed.failure(), start);
    }
    if (result instanceof Result.LostLease) {
      return leaseLost(claim);
    }
    store.release(claim);
    return result instanceof Result.NoSlot none
        ? Retries.noSlot(claim.requestId(), none.answer())
        : Retries.shuttingDown(claim.requestId());
  }

  private Disposition failed(Claim claim, StageFailure failure, Instant start) {
    if (failure.isPermanent()) {
      Outcome outcome = new Outcome.Failed(failure);
      finish(claim, outcome, start);
      return new Acknowledge(claim.requestId(), outcome);
    }
    if (claim.attempt() >= settings.maxAttempts()) {
      finish(claim, new Outcome.Failed(failure), start);
      return gaveUp(claim, failure);
    }
    store.attemptFailed(claim, failure);
    events.emit(at -> new AttemptFailed(at, claim.requestId(), claim.attempt(), failure));
    return new Retry(claim.requestId(), Reason.FAILED, failure.message());
  }

  private void finish(Claim claim, Outcome outcome, Instant start) {
    store.finish(claim, outcome);
    events.emit(
        at ->
            new PipelineEvent.RequestFinished(
                at, claim.requestId(), outcome, Duration.between(start, at)));
  }

  private Disposition leaseLost(Claim claim) {
    events.emit(at -> new LeaseLost(at, claim.requestId()));
    return outcomeOr(
        new Retry(
            claim.requestId(),
            Reason.HELD_ELSEWHERE,
            "The request was taken over; the next delivery shares its answer."),
        claim.requestId());
  }

  /** Acknowledges a request that has ended, however that was; else gives the other disposition. */
  Disposition outcomeOr(Disposition otherwise, RequestId id) {
    return store
        .outcomeOf(id)
        .<Disposition>map(outcome -> new Acknowledge(id, outcome))
        .orElse(otherwise);
  }

  /** Not acknowledged, so that the message goes to the dead-letter topic for a person to see. */
  private static Disposition gaveUp(Claim claim, StageFailure failure) {
    return new Retry(
        claim.requestId(),
        Reason.FAILED,
        "Given up after " + claim.attempt() + " attempts. " + failure.message());
  }

  private Attempt newAttempt(ContentRequest request, Claimed claimed, Work work, Turn turn) {
    StageRunner runner =
        new StageRunner(store, work, claimed.checkpoints(), settings, events, accounts);
    return new Attempt(request, means, runner, turn);
  }

  private StageFailure exhausted() {
    return new StageFailure(
        null,
        false,
        "All "
            + settings.maxAttempts()
            + " attempts ended without a result; the process that made them died or lost its"
            + " database each time.",
        "none");
  }

  private static StageFailure outsideAnyStage(Throwable cause) {
    return new StageFailure(
        null,
        cause instanceof PermanentFailureException,
        describe(cause),
        cause.getClass().getName());
  }

  /**
   * What may be told of an exception: only the pipeline's own are known to hold nothing private.
   */
  static String describe(Throwable cause) {
    return cause instanceof PipelineException
        ? String.valueOf(cause.getMessage())
        : "An unexpected " + cause.getClass().getSimpleName() + " was thrown.";
  }

  /** How an attempt went. */
  private sealed interface Result {

    /** What this comes to if the thread was interrupted: only a lasting result stays as it is. */
    default Result whenInterrupted() {
      return this instanceof FailedAttempt || this instanceof NoSlot ? new Interrupted() : this;
    }

    record Ended(Outcome outcome) implements Result {}

    record FailedAttempt(StageFailure failure) implements Result {}

    record LostLease() implements Result {}

    record NoSlot(Slots.Answer answer) implements Result {}

    record Interrupted() implements Result {}
  }
}
