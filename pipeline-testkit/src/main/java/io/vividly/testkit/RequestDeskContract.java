package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.ClarifiedQuery;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestDesk.Change;
import io.vividly.core.port.RequestDesk.Cursor;
import io.vividly.core.port.RequestDesk.Filter;
import io.vividly.core.port.RequestDesk.Page;
import io.vividly.core.port.RequestDesk.Submission;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.RequestSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link RequestDesk} has to do. Extend it, and say how to get one. */
@Timeout(60)
public abstract class RequestDeskContract {

  private static final Duration LEASE = Duration.ofMinutes(10);

  /** A name of its own, so that the tests do not see each other's requests. */
  private final String student = "student-" + UUID.randomUUID();

  /** The desk under test, always the same one within a test. */
  protected abstract RequestDesk desk();

  /** A store of the same requests. */
  protected abstract RequestStore store();

  /** The outbox that the desk writes to. */
  protected abstract Outbox outbox();

  @Test
  void aSubmittedRequestWaitsWithItsMessage() {
    ContentRequest request = request();

    Submission submission = desk().submit(request, null);

    assertThat(submission).isInstanceOf(Submission.Accepted.class);
    RequestSummary summary = ((Submission.Accepted) submission).request();
    assertThat(summary).isEqualTo(details(request.id()).summary());
    assertThat(summary.studentId()).isEqualTo(student);
    assertThat(summary.status()).isEqualTo(RequestStatus.PENDING);
    assertThat(summary.progress()).isZero();
    assertThat(summary.asked())
        .isEqualTo(
            new RequestSummary.Asked(
                request.query(), 7, "chess", Set.of(Modality.AUDIO, Modality.TEXT)));
    assertThat(summary.times().created()).isBefore(Instant.now().plusSeconds(3600));
    assertThat(summary.times().started()).isNull();
    assertThat(summary.times().ended()).isNull();
    assertThat(details(request.id()).outcome()).isNull();
    assertThat(messages(request.id())).hasSize(1);
  }

  @Test
  void aRequestThatNobodyMadeIsNotFound() {
    assertThat(desk().find(RequestId.random())).isEmpty();
    assertThat(desk().cancel(RequestId.random())).isInstanceOf(Change.Unknown.class);
    assertThat(desk().clarify(RequestId.random(), "x")).isInstanceOf(Change.Unknown.class);
  }

  @Test
  void submittingTheSameWithTheSameKeyAddsNothing() {
    ContentRequest first = request();
    desk().submit(first, "key 1");

    Submission second = desk().submit(sameAs(first), "key 1");

    assertThat(second).isInstanceOf(Submission.Repeated.class);
    assertThat(((Submission.Repeated) second).request().id()).isEqualTo(first.id());
    assertThat(page(null, 10, null).requests()).hasSize(1);
    assertThat(messages(first.id())).hasSize(1);
  }

  @Test
  void submittingSomethingElseWithTheSameKeyConflicts() {
    ContentRequest first = request();
    desk().submit(first, "key");

    assertThat(desk().submit(sameAs(first).withQuery("Another?"), "key"))
        .isInstanceOf(Submission.Conflicting.class);
    assertThat(page(null, 10, null).requests()).hasSize(1);
  }

  @Test
  void keysOfDifferentStudentsAndRequestsWithoutAKeyHaveNothingToDoWithEachOther() {
    desk().submit(request(), "key");

    assertThat(desk().submit(requestOf(student + "-2"), "key"))
        .isInstanceOf(Submission.Accepted.class);
    assertThat(desk().submit(request(), null)).isInstanceOf(Submission.Accepted.class);
    assertThat(desk().submit(request(), null)).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void aKeyStillNamesItsRequestAfterThatWasClarified() {
    ContentRequest first = request();
    desk().submit(first, "key");
    end(first, new Outcome.ClarificationNeeded(List.of("Which?")));
    desk().clarify(first.id(), "That one");

    assertThat(desk().submit(sameAs(first), "key")).isInstanceOf(Submission.Repeated.class);
  }

  @Test
  void ofManyThatSubmitWithOneKeyAtTheSameTimeOneAddsTheRequest() throws Exception {
    ContentRequest first = request();

    List<Submission> all = Threads.atOnce(6, () -> desk().submit(sameAs(first), "key"));

    assertThat(all).filteredOn(Submission.Accepted.class::isInstance).hasSize(1);
    assertThat(all).filteredOn(Submission.Repeated.class::isInstance).hasSize(5);
    assertThat(page(null, 10, null).requests()).hasSize(1);
  }

  @Test
  void progressAndTheScriptAreSeenAsTheyCome() {
    ContentRequest request = submitted();
    Claim claim = claim(request);
    store().stageStarted(claim, StageKey.of(Stage.UNDERSTANDING), 0);
    store()
        .stageCompleted(
            claim,
            StageKey.of(Stage.UNDERSTANDING),
            Samples.checkpoint(new Understanding.Understood(Samples.topic(), 0.9)),
            5);
    store().stageStarted(claim, StageKey.of(Stage.SCRIPT), 10);

    RequestSummary summary = details(request.id()).summary();
    assertThat(summary.status()).isEqualTo(RequestStatus.GENERATING_SCRIPT);
    assertThat(summary.stage()).isEqualTo(Stage.SCRIPT);
    assertThat(summary.progress()).isEqualTo(10);
    assertThat(summary.topic()).isEqualTo(Samples.topic().title());
    assertThat(summary.times().started()).isNotNull();
    assertThat(details(request.id()).scriptText()).isNull();

    store()
        .stageCompleted(claim, StageKey.of(Stage.SCRIPT), Samples.checkpoint(Samples.script()), 20);

    assertThat(details(request.id()).scriptText())
        .startsWith(Samples.script().scenes().get(0).spokenText() + "\n\n");
  }

  @Test
  void aFinishedRequestShowsHowItEnded() {
    ContentRequest request = submitted();
    Outcome outcome = new Outcome.Completed(TestRequests.answer());
    end(request, outcome);

    RequestDetails details = details(request.id());
    assertThat(details.outcome()).isEqualTo(outcome);
    assertThat(details.summary().status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(details.summary().progress()).isEqualTo(100);
    assertThat(details.summary().times().ended()).isNotNull();
  }

  @Test
  void pagesGiveTheNewestFirstAndEachOnce() {
    List<RequestId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(submitted().id());
    }
    Page first = page(null, 2, null);
    submitted();
    Page second = page(null, 2, first.next());
    Page third = page(null, 2, second.next());

    assertThat(third.next()).isNull();
    List<Instant> times = new ArrayList<>();
    List<RequestId> seen = new ArrayList<>();
    for (Page page : List.of(first, second, third)) {
      page.requests().forEach(one -> times.add(one.times().created()));
      page.requests().forEach(one -> seen.add(one.id()));
    }
    assertThat(times).isSortedAccordingTo(Collections.reverseOrder());
    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aPageThatEndsWithTheLastRequestHasNoNext() {
    submitted();
    submitted();

    assertThat(page(null, 2, null).next()).isNull();
    assertThat(page(null, 1, null).next()).isNotNull();
  }

  @Test
  void pagesShowOnlyTheStudentsOwnAndOnlyTheStatusAskedFor() {
    desk().submit(requestOf(student + "-2"), null);
    submitted();
    ContentRequest ended = submitted();
    end(ended, new Outcome.OutOfScope("It is not about school."));

    assertThat(page(null, 10, null).requests()).hasSize(2);
    assertThat(page(RequestStatus.OUT_OF_SCOPE, 10, null).requests())
        .singleElement()
        .satisfies(one -> assertThat(one.id()).isEqualTo(ended.id()));
    assertThat(desk().page(new Filter(null, RequestStatus.PENDING), 2, null).requests()).hasSize(2);
  }

  @Test
  void aWaitingRequestCanBeCancelled() {
    ContentRequest request = submitted();

    Change change = desk().cancel(request.id());

    assertThat(change).isEqualTo(new Change.Done(details(request.id())));
    assertThat(details(request.id()).outcome()).isEqualTo(new Outcome.Cancelled());
    assertThat(details(request.id()).summary().times().ended()).isNotNull();
    assertThat(store().claim(request, "worker", LEASE)).isInstanceOf(ClaimResult.Finished.class);
  }

  @Test
  void whoeverWorksOnACancelledRequestHasLostTheLease() {
    ContentRequest request = submitted();
    Claim claim = claim(request);

    desk().cancel(request.id());

    assertThat(
            catchThrowable(
                () -> store().finish(claim, new Outcome.Completed(TestRequests.answer()))))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void aRequestThatHasEndedCannotBeCancelled() {
    ContentRequest request = submitted();
    Outcome outcome = new Outcome.Completed(TestRequests.answer());
    end(request, outcome);

    assertThat(desk().cancel(request.id())).isEqualTo(new Change.Refused(RequestStatus.COMPLETED));
    assertThat(details(request.id()).outcome()).isEqualTo(outcome);
  }

  @Test
  void ofManyThatCancelAtTheSameTimeOneDoes() throws Exception {
    ContentRequest request = submitted();

    List<Change> all = Threads.atOnce(6, () -> desk().cancel(request.id()));

    assertThat(all).filteredOn(Change.Done.class::isInstance).hasSize(1);
    assertThat(all).filteredOn(Change.Refused.class::isInstance).hasSize(5);
  }

  @Test
  void aClarifiedRequestIsWorkedOnAgainAsIfItWereNew() {
    ContentRequest request = submitted();
    messages(request.id());
    Claim first = claim(request);
    Understanding unclear = new Understanding.ClarificationNeeded(List.of("Which law?"));
    store().stageStarted(first, StageKey.of(Stage.UNDERSTANDING), 0);
    store().stageCompleted(first, StageKey.of(Stage.UNDERSTANDING), Samples.checkpoint(unclear), 5);
    store().finish(first, new Outcome.ClarificationNeeded(List.of("Which law?")));

    Change change = desk().clarify(request.id(), "The third");

    assertThat(change).isEqualTo(new Change.Done(details(request.id())));
    RequestDetails details = details(request.id());
    String query = ClarifiedQuery.of(request.query(), "The third");
    assertThat(details.outcome()).isNull();
    assertThat(details.summary().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(details.summary().progress()).isZero();
    assertThat(details.summary().stage()).isNull();
    assertThat(details.summary().asked().query()).isEqualTo(query);
    assertThat(details.summary().times().ended()).isNull();
    assertThat(messages(request.id())).hasSize(1);
    ClaimResult again = store().claim(request.withQuery(query), "worker", LEASE);
    assertThat(again).isInstanceOf(ClaimResult.Claimed.class);
    assertThat(((ClaimResult.Claimed) again).checkpoints()).isEmpty();
    assertThat(((ClaimResult.Claimed) again).claim().attempt()).isEqualTo(1);
    assertThat(((ClaimResult.Claimed) again).claim().fencingToken())
        .isGreaterThan(first.fencingToken());
  }

  @Test
  void aRequestCanBeClarifiedMoreThanOnce() {
    ContentRequest request = submitted();
    end(request, new Outcome.ClarificationNeeded(List.of("Which law?")));
    desk().clarify(request.id(), "Newton's");
    ContentRequest clarified = request.withQuery(ClarifiedQuery.of(request.query(), "Newton's"));
    end(clarified, new Outcome.ClarificationNeeded(List.of("Which of Newton's laws?")));

    assertThat(desk().clarify(request.id(), "The third")).isInstanceOf(Change.Done.class);
    assertThat(details(request.id()).summary().asked().query())
        .startsWith("The third\nNewton's\n")
        .endsWith(request.query());
  }

  @Test
  void onlyARequestThatAskedSomethingCanBeClarified() {
    ContentRequest waiting = submitted();
    ContentRequest ended = submitted();
    end(ended, new Outcome.OutOfScope("It is not about school."));

    assertThat(desk().clarify(waiting.id(), "x"))
        .isEqualTo(new Change.Refused(RequestStatus.PENDING));
    assertThat(desk().clarify(ended.id(), "x"))
        .isEqualTo(new Change.Refused(RequestStatus.OUT_OF_SCOPE));
  }

  @Test
  void aFileBelongsToTheStudentWhoseAnswerHasIt() {
    ContentRequest request = submitted();
    var file = TestRequests.answer().files().values().iterator().next().key();
    assertThat(desk().hasFile(student, file)).isFalse();

    end(request, new Outcome.Completed(TestRequests.answer()));

    assertThat(desk().hasFile(student, file)).isTrue();
    assertThat(desk().hasFile(student + "-2", file)).isFalse();
    assertThat(desk().hasFile(student, TestRequests.media(MediaType.WAV).key())).isFalse();
  }

  private Page page(@Nullable RequestStatus status, int limit, @Nullable Cursor after) {
    return desk().page(new Filter(student, status), limit, after);
  }

  private RequestDetails details(RequestId id) {
    return desk().find(id).orElseThrow();
  }

  /** The messages about a request that wait to be published; they do not wait any more then. */
  private List<Outbox.Entry> messages(RequestId id) {
    List<Outbox.Entry> found = new ArrayList<>();
    for (List<Outbox.Entry> taken = take(); !taken.isEmpty(); taken = take()) {
      taken.stream().filter(entry -> entry.requestId().equals(id)).forEach(found::add);
      taken.forEach(outbox()::published);
    }
    return found;
  }

  private List<Outbox.Entry> take() {
    return outbox().take(100, LEASE);
  }

  private void end(ContentRequest request, Outcome outcome) {
    store().finish(claim(request), outcome);
  }

  private Claim claim(ContentRequest request) {
    return ((ClaimResult.Claimed) store().claim(request, "worker", LEASE)).claim();
  }

  private ContentRequest submitted() {
    ContentRequest request = request();
    desk().submit(request, null);
    return request;
  }

  private ContentRequest request() {
    return requestOf(student);
  }

  private static ContentRequest requestOf(String studentId) {
    RequestId id = RequestId.random();
    return new ContentRequest(
        id,
        id.toString(),
        studentId,
        "Why? ⚽ למה?",
        new GradeLevel(7),
        "chess",
        Set.of(Modality.TEXT, Modality.AUDIO),
        Modality.AUDIO,
        null);
  }

  /** What somebody sends again who got no answer: the same under a new id. */
  private static ContentRequest sameAs(ContentRequest request) {
    return requestOf(request.studentId());
  }
}
