package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestState;
import io.vividly.core.port.RequestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link RequestStore} has to do. Extend it, and say how to get one; what it tells to
 * those who watch is in {@link RequestWatchContract}.
 */
@Timeout(60)
public abstract class RequestStoreContract {

  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final StageKey UNDERSTANDING = StageKey.of(Stage.UNDERSTANDING);
  private static final StageKey SECOND_SCENE = new StageKey(Stage.NARRATION, 2);
  private static final Checkpoint UNDERSTOOD =
      new Checkpoint(
          new Understanding.Understood(
              new Topic("newtons-third-law", "Newton's third law", Subject.PHYSICS), 0.75),
          "build-1/prompt-1");
  private static final Checkpoint NARRATED =
      new Checkpoint(
          new NarratedScene(
              TestRequests.media(MediaType.WAV),
              List.of(new SpokenWord("Push!", Duration.ZERO, Duration.ofNanos(123_456_789)))),
          "build-2/prompt-1");
  private static final StageFailure FAILURE =
      new StageFailure(Stage.SCRIPT, false, "the provider timed out", "java.io.IOException");

  private final ContentRequest request = TestRequests.request();

  /** The store under test, always the same one within a test. */
  protected abstract RequestStore store();

  /** Lets the lease of a request run out, as if its time had passed. */
  protected abstract void expireLease(RequestId id);

  /** Cancels a request, as somebody else than its holder would. */
  protected abstract void cancel(RequestId id);

  /** Deletes a request, whoever works on it. */
  protected abstract void delete(RequestId id);

  @Test
  void theFirstClaimGetsTheRequest() {
    ClaimResult result = store().claim(request, "holder-1", LEASE);

    assertThat(result)
        .isInstanceOfSatisfying(
            ClaimResult.Claimed.class,
            claimed -> {
              assertThat(claimed.claim().requestId()).isEqualTo(request.id());
              assertThat(claimed.claim().attempt()).isEqualTo(1);
              assertThat(claimed.checkpoints()).isEmpty();
            });
  }

  @Test
  void aHeldRequestIsNobodyElses() {
    claim();

    assertThat(store().claim(request, "holder-2", LEASE)).isInstanceOf(ClaimResult.Held.class);
    assertThat(store().claim(request, "holder-1", LEASE)).isInstanceOf(ClaimResult.Held.class);
  }

  @Test
  void aRequestWhoseLeaseRanOutIsTakenOver() {
    Claim first = claim();
    expireLease(request.id());

    Claim second = claim();

    assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(first.takenOver()).as("the first").isFalse();
    assertThat(second.takenOver()).as("the second").isTrue();
  }

  @Test
  void onlyAClaimThatItsHolderDidNotEndIsTakenOver() {
    Claim released = claim();
    expireLease(request.id());
    store().release(released);
    Claim failed = claim();
    assertThat(failed.takenOver()).as("after one that was given back late").isFalse();

    store().attemptFailed(failed, FAILURE);
    Claim left = claim();
    assertThat(left.takenOver()).as("after a failed attempt").isFalse();

    expireLease(request.id());
    store().renew(left, LEASE);
    expireLease(request.id());
    Claim second = claim();
    assertThat(second.takenOver()).as("after one that was left behind").isTrue();

    expireLease(request.id());
    store().release(left);
    Claim third = claim();
    assertThat(third.takenOver()).as("after two that were left behind").isTrue();

    store().finish(third, new Outcome.Failed(FAILURE));
    store().reopen(request.id());
    assertThat(claim().takenOver()).as("after the end").isFalse();
  }

  @Test
  void ofManyThatClaimAtTheSameTimeOneWins() throws Exception {
    for (int round = 0; round < 30; round++) {
      ContentRequest contended = TestRequests.request();
      List<ClaimResult> results =
          Threads.atOnce(8, () -> store().claim(contended, "holder", LEASE));

      assertThat(results).filteredOn(ClaimResult.Claimed.class::isInstance).hasSize(1);
      assertThat(results).filteredOn(ClaimResult.Held.class::isInstance).hasSize(7);
    }
  }

  @Test
  void ofManyThatTakeOverAtTheSameTimeOneWins() throws Exception {
    claim();
    expireLease(request.id());

    List<ClaimResult> results = Threads.atOnce(8, () -> store().claim(request, "holder", LEASE));

    assertThat(results).filteredOn(ClaimResult.Claimed.class::isInstance).hasSize(1);
  }

  @Test
  void checkpointsAreThereForTheNextAttempt() {
    Claim first = claim();
    store().stageStarted(first, UNDERSTANDING, 0);
    store().stageCompleted(first, UNDERSTANDING, UNDERSTOOD, 10);
    store().stageStarted(first, SECOND_SCENE, 20);
    store().stageCompleted(first, SECOND_SCENE, NARRATED, 30);
    store().stageCompleted(first, StageKey.of(Stage.NARRATION), 40);
    store().stageStarted(first, StageKey.of(Stage.PUBLISHING), 90);
    expireLease(request.id());

    ClaimResult result = store().claim(request, "holder-2", LEASE);

    assertThat(result)
        .isInstanceOfSatisfying(
            ClaimResult.Claimed.class,
            claimed ->
                assertThat(claimed.checkpoints())
                    .containsOnlyKeys(UNDERSTANDING, SECOND_SCENE)
                    .containsEntry(UNDERSTANDING, UNDERSTOOD)
                    .containsEntry(SECOND_SCENE, NARRATED));
  }

  @Test
  void aCheckpointThatIsWrittenAgainIsReplaced() {
    Checkpoint other =
        new Checkpoint(new Understanding.OutOfScope("Not a question."), "build-2/prompt-2");
    Claim claim = claim();
    store().stageCompleted(claim, UNDERSTANDING, UNDERSTOOD, 10);
    store().stageCompleted(claim, UNDERSTANDING, other, 10);
    store().release(claim);

    assertThat(checkpointsOfNextClaim()).containsEntry(UNDERSTANDING, other);
  }

  @Test
  void ofACheckpointThatIsReplacedTheVersionIsTooEvenByNone() {
    Checkpoint unknown = new Checkpoint(UNDERSTOOD.output(), null);
    Claim claim = claim();
    store().stageCompleted(claim, UNDERSTANDING, UNDERSTOOD, 10);
    store().stageCompleted(claim, UNDERSTANDING, unknown, 10);
    store().release(claim);

    assertThat(checkpointsOfNextClaim()).containsEntry(UNDERSTANDING, unknown);
  }

  @Test
  void theEndOfAWholeStageLeavesTheVersionsOfItsScenesAlone() {
    Checkpoint unknown = new Checkpoint(UNDERSTOOD.output(), null);
    Claim claim = claim();
    store().stageCompleted(claim, UNDERSTANDING, unknown, 10);
    store().stageCompleted(claim, SECOND_SCENE, NARRATED, 30);
    store().stageCompleted(claim, SECOND_SCENE, 40);
    store().stageCompleted(claim, StageKey.of(Stage.NARRATION), 40);
    store().release(claim);

    assertThat(checkpointsOfNextClaim())
        .containsOnly(Map.entry(UNDERSTANDING, unknown), Map.entry(SECOND_SCENE, NARRATED));
  }

  @Test
  void aReleasedRequestIsFreeAndTheAttemptDoesNotCount() {
    Claim first = claim();
    store().release(first);

    Claim second = claim();

    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
  }

  @Test
  void aFailedAttemptCountsAndFreesTheRequest() {
    store().attemptFailed(claim(), FAILURE);

    assertThat(claim().attempt()).isEqualTo(2);
  }

  @Test
  void aFailureOutsideAnyStageCanBeNoted() {
    store().attemptFailed(claim(), new StageFailure(null, false, "no\u0000 slot", "X"));

    assertThat(claim().attempt()).isEqualTo(2);
  }

  @Test
  void aRenewedLeaseHolds() {
    Claim claim = claim();
    expireLease(request.id());
    store().renew(claim, LEASE);

    assertThat(store().claim(request, "holder-2", LEASE)).isInstanceOf(ClaimResult.Held.class);
  }

  @Test
  void aLeaseThatMerelyRanOutStillAllowsWrites() {
    Claim claim = claim();
    expireLease(request.id());

    store().stageStarted(claim, UNDERSTANDING, 5);
    store().stageCompleted(claim, UNDERSTANDING, UNDERSTOOD, 10);
    store().finish(claim, new Outcome.Completed(TestRequests.answer()));

    assertThat(store().claim(request, "holder-2", LEASE)).isInstanceOf(ClaimResult.Finished.class);
  }

  @Test
  void anOldClaimCanWriteNothing() {
    Claim old = claim();
    expireLease(request.id());
    Claim current = claim();

    assertRefused(old);

    store().release(old);
    assertThat(store().claim(request, "holder-3", LEASE)).isInstanceOf(ClaimResult.Held.class);
    store().release(current);
    assertThat(checkpointsOfNextClaim()).isEmpty();
  }

  @Test
  void aReleasedClaimCanWriteNothing() {
    Claim claim = claim();
    store().release(claim);

    assertRefused(claim);
    store().release(claim);
    assertThat(claim().attempt()).isEqualTo(1);
  }

  @Test
  void aClaimWhoseAttemptFailedCanWriteNothing() {
    Claim claim = claim();
    store().attemptFailed(claim, FAILURE);

    assertRefused(claim);
  }

  @Test
  void theClaimOfACancelledRequestCanWriteNothing() {
    Claim claim = claim();
    cancel(request.id());

    assertRefused(claim);
    assertThat(store().claim(request, "holder-2", LEASE))
        .isEqualTo(new ClaimResult.Finished(new Outcome.Cancelled()));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void anEndedRequestTellsItsOutcomeToEveryLaterClaim(Outcome outcome) {
    Claim claim = claim();
    store().stageStarted(claim, UNDERSTANDING, 5);
    store().finish(claim, outcome);

    assertThat(store().claim(request, "holder-2", LEASE))
        .isEqualTo(new ClaimResult.Finished(outcome));
    assertThat(store().outcomeOf(request.id())).contains(outcome);
    assertThat(store().stateOf(request)).isEqualTo(new RequestState.Ended(outcome));
    assertRefused(claim);
    store().release(claim);
    assertThat(store().claim(request, "holder-3", LEASE))
        .isEqualTo(new ClaimResult.Finished(outcome));
  }

  @Test
  void aRequestThatHasNotEndedHasNoOutcome() {
    assertThat(store().outcomeOf(request.id())).as("never seen").isEmpty();
    Claim claim = claim();
    assertThat(store().outcomeOf(request.id())).as("worked on").isEmpty();
    store().attemptFailed(claim, FAILURE);
    assertThat(store().outcomeOf(request.id())).as("to be tried again").isEmpty();
  }

  @Test
  void aFailedRequestCanBeOpenedAgainAndGoesOnBehindItsCheckpoints() {
    for (int i = 0; i < 3; i++) {
      store().attemptFailed(claim(), FAILURE);
    }
    Claim last = claim();
    store().stageCompleted(last, UNDERSTANDING, UNDERSTOOD, 10);
    store().finish(last, new Outcome.Failed(FAILURE));

    assertThat(store().reopen(request.id())).isTrue();

    assertThat(store().stateOf(request)).isEqualTo(new RequestState.Free());
    assertThat(store().claim(request, "holder", LEASE))
        .isInstanceOfSatisfying(
            ClaimResult.Claimed.class,
            claimed -> {
              assertThat(claimed.claim().attempt()).isEqualTo(1);
              assertThat(claimed.claim().fencingToken()).isGreaterThan(last.fencingToken());
              assertThat(claimed.checkpoints()).containsOnlyKeys(UNDERSTANDING);
            });
  }

  @Test
  void onlyAFailedRequestCanBeOpenedAgain() {
    assertThat(store().reopen(request.id())).as("never seen").isFalse();
    Claim claim = claim();
    assertThat(store().reopen(request.id())).as("worked on").isFalse();
    Outcome outcome = new Outcome.Completed(TestRequests.answer());
    store().finish(claim, outcome);
    assertThat(store().reopen(request.id())).as("answered").isFalse();
    assertThat(store().outcomeOf(request.id())).contains(outcome);
  }

  static List<Outcome> outcomes() {
    return List.of(
        new Outcome.Completed(TestRequests.answer()),
        new Outcome.ClarificationNeeded(List.of("Which \"law\"?", "The first, {or} the third?")),
        new Outcome.OutOfScope("That is not a school subject."),
        new Outcome.Failed(new StageFailure(Stage.SCRIPT, true, "no passages", "X")),
        new Outcome.Failed(new StageFailure(null, false, "gave up", "Y")),
        new Outcome.Cancelled());
  }

  @Test
  void aRequestIsFreeUntilSomebodyWorksOnIt() {
    assertThat(store().stateOf(request)).as("never seen").isEqualTo(new RequestState.Free());
    Claim claim = claim();
    assertThat(store().stateOf(request)).as("worked on").isEqualTo(new RequestState.Held());
    store().attemptFailed(claim, FAILURE);
    assertThat(store().stateOf(request)).as("failed").isEqualTo(new RequestState.Free());
    store().release(claim());
    assertThat(store().stateOf(request)).as("given back").isEqualTo(new RequestState.Free());
    claim();
    expireLease(request.id());
    assertThat(store().stateOf(request)).as("ran out").isEqualTo(new RequestState.Free());
    claim();
    assertThat(store().stateOf(request)).as("taken over").isEqualTo(new RequestState.Held());
    cancel(request.id());
    assertThat(store().stateOf(request))
        .as("cancelled")
        .isEqualTo(new RequestState.Ended(new Outcome.Cancelled()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void anotherQuestionUnderTheSameIdIsAConflictAndTheFirstGoesOn(ContentRequest other) {
    ContentRequest clashing = TestRequests.withId(request.id(), other);
    Claim first = claim();
    assertConflict("held", clashing);
    expireLease(request.id());
    assertConflict("ran out", clashing);
    store().release(first);
    assertConflict("given back", clashing);

    Claim second = claim();
    assertThat(second.attempt()).isEqualTo(1);
    store().stageCompleted(second, UNDERSTANDING, UNDERSTOOD, 10);
    store().finish(second, new Outcome.OutOfScope("No."));
    assertConflict("ended", clashing);
    assertThat(store().stateOf(request))
        .isEqualTo(new RequestState.Ended(new Outcome.OutOfScope("No.")));
  }

  /** Each differs from {@link TestRequests#request} in one thing that matters. */
  static List<ContentRequest> questions() {
    return TestRequests.otherQuestions();
  }

  @Test
  void whatDoesNotChangeTheAnswerIsNoConflict() {
    Claim claim = claim();
    ContentRequest again = TestRequests.sentAgain(request);

    assertThat(store().stateOf(again)).isEqualTo(new RequestState.Held());
    assertThat(store().claim(again, "h", LEASE)).isEqualTo(new ClaimResult.Held());
    store().release(claim);
    assertThat(store().claim(again, "h", LEASE)).isInstanceOf(ClaimResult.Claimed.class);
  }

  @Test
  void textThatCannotBeStoredAsItIsDoesNotClashWithItself() {
    ContentRequest strange = TestRequests.withStrangeText();

    store().claim(strange, "h", LEASE);

    assertThat(store().stateOf(strange)).isEqualTo(new RequestState.Held());
    assertThat(store().claim(strange, "h", LEASE)).isEqualTo(new ClaimResult.Held());
  }

  @Test
  void theClaimOfADeletedRequestCanWriteNothing() {
    Claim claim = claim();
    store().stageStarted(claim, UNDERSTANDING, 5);
    delete(request.id());

    assertRefused(claim);
    store().release(claim);
    assertThat(store().outcomeOf(request.id())).isEmpty();
    assertThat(store().stateOf(request)).isEqualTo(new RequestState.Free());
    assertThat(checkpointsOfNextClaim()).isEmpty();
  }

  private void assertConflict(String when, ContentRequest clashing) {
    assertThat(store().stateOf(clashing)).as(when).isEqualTo(new RequestState.Conflicting());
    assertThat(store().claim(clashing, "thief", LEASE))
        .as(when)
        .isEqualTo(new ClaimResult.Conflicting());
  }

  private Map<StageKey, Checkpoint> checkpointsOfNextClaim() {
    return ((ClaimResult.Claimed) store().claim(request, "h", LEASE)).checkpoints();
  }

  private Claim claim() {
    ClaimResult result = store().claim(request, "holder", LEASE);
    assertThat(result).isInstanceOf(ClaimResult.Claimed.class);
    return ((ClaimResult.Claimed) result).claim();
  }

  private void assertRefused(Claim claim) {
    List<Runnable> writes =
        List.of(
            () -> store().renew(claim, LEASE),
            () -> store().stageStarted(claim, UNDERSTANDING, 50),
            () -> store().stageCompleted(claim, UNDERSTANDING, UNDERSTOOD, 50),
            () -> store().stageCompleted(claim, UNDERSTANDING, 50),
            () -> store().attemptFailed(claim, FAILURE),
            () -> store().finish(claim, new Outcome.OutOfScope("late")));
    for (Runnable write : writes) {
      assertThatThrownBy(write::run)
          .isInstanceOfSatisfying(
              LeaseLostException.class, e -> assertThat(e.claim()).isEqualTo(claim));
    }
  }
}
