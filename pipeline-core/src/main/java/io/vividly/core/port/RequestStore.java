package io.vividly.core.port;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps requests, their leases and their checkpoints. Safe for use by many threads and by many
 * processes; every method blocks for about a round trip to the store, unless it says otherwise.
 *
 * <p>All leases run on the store's own clock. Every write that takes a {@link Claim} is refused
 * with a {@link LeaseLostException}, and changes nothing, once the claim's fencing token is no
 * longer the newest, the lease was released, or the request has ended. A lease that has merely run
 * out, with nobody else having claimed it, still allows writes.
 *
 * <p>A store that cannot be reached throws {@link TransientFailureException}. A request that is
 * stored in a way that this version cannot read, as by a newer one, is left alone, with a {@link
 * PermanentFailureException}.
 */
public interface RequestStore {

  /**
   * Tries to get the right to work on a request, in one atomic step. A request that the store has
   * not seen is added first. A request whose lease has run out is taken over. One that the store
   * has under the same id with other content is left alone.
   *
   * @param holder names the process that asks, for people who look at the row
   * @param lease how long the claim holds without renewal
   */
  ClaimResult claim(ContentRequest request, String holder, Duration lease);

  /** How a request stands. Changes nothing, and holds nobody up who does. */
  RequestState stateOf(ContentRequest request);

  /**
   * How a request ended; empty if it has not, or if the store has never seen it. Changes nothing,
   * and holds nobody up who does.
   */
  Optional<Outcome> outcomeOf(RequestId id);

  /** Makes the lease of a claim run for the given time from now. */
  void renew(Claim claim, Duration lease);

  /**
   * Gives a claim back without a result, so that the next delivery can go on at once. The attempt
   * does not count. Does nothing when the lease is lost already.
   */
  void release(Claim claim);

  /**
   * Notes that a stage has begun, for people to look at: after a crash of the store the note may be
   * gone.
   *
   * @param progress of the whole request, 0 to 100; the stored progress never goes down
   */
  void stageStarted(Claim claim, StageKey key, int progress);

  /**
   * Notes that a stage is done and stores what it produced, and the version of the pipeline that
   * did, durably and in one atomic step, before it returns.
   *
   * @param progress of the whole request, 0 to 100; the stored progress never goes down, and that
   *     of a scene may be stored only with the next stage that starts or ends
   */
  void stageCompleted(Claim claim, StageKey key, Checkpoint checkpoint, int progress);

  /**
   * Notes that a stage as a whole is done whose output was stored scene by scene. After a crash of
   * the store the note may be gone.
   *
   * @param progress of the whole request, 0 to 100; the stored progress never goes down
   */
  void stageCompleted(Claim claim, StageKey key, int progress);

  /**
   * Notes that this attempt failed and releases the lease, so that the next delivery tries again.
   * The request goes back to {@code pending} and keeps its checkpoints.
   */
  void attemptFailed(Claim claim, StageFailure failure);

  /** Ends the request and releases the lease, in one atomic step. */
  void finish(Claim claim, Outcome outcome);

  /**
   * Makes a request that has failed open again, for somebody who mended the cause: it keeps its
   * checkpoints and has all of its attempts before it. Changes nothing about any other request.
   *
   * @return whether it had failed
   */
  boolean reopen(RequestId id);

  /**
   * Calls the given action, on a thread of the store, after each change to a request that somebody
   * may wait for: it ended, whoever ended it, its lease was given back, or it was deleted. The
   * action may also be called for no reason, and has to return at once.
   *
   * <p>That is a courtesy that saves time: a notification may be late or get lost while the store
   * is away, and a lease that runs out tells nobody. Whoever depends on a change looks for itself
   * from time to time.
   *
   * <p>Returns without asking the store, and holds no connection and no thread of its own.
   */
  Watch watch(RequestId id, Runnable action);
}
