package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.Outbox.Entry;
import io.vividly.core.port.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Outbox} has to do. Extend it, and say how to get one. */
@Timeout(60)
public abstract class OutboxContract {

  private static final Duration HOLD = Duration.ofMinutes(10);

  /** The outbox under test, empty at first, always the same one within a test. */
  protected abstract Outbox outbox();

  /** Makes every entry that is hidden for a while due again, as if its time had passed. */
  protected abstract void passHolds();

  @Test
  void anEmptyOutboxGivesNothing() {
    assertThat(outbox().take(10, HOLD)).isEmpty();
  }

  @Test
  void aSubmittedRequestBecomesAMessage() {
    ContentRequest request = TestRequests.request();
    outbox().submit(request);

    assertThat(outbox().take(10, HOLD))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.requestId()).isEqualTo(request.id());
              assertThat(entry.attempt()).isEqualTo(1);
              assertThat(entry.body()).isNotEmpty();
              assertThat(entry.attributes())
                  .isEqualTo(
                      Map.of(
                          "request_id",
                          request.id().toString(),
                          "student_id",
                          request.studentId(),
                          "environment",
                          "dev"));
            });
  }

  @Test
  void submittingARequestAgainAddsNothing() {
    ContentRequest request = TestRequests.request();
    outbox().submit(request);
    outbox().submit(request);

    assertThat(outbox().take(10, HOLD)).hasSize(1);
  }

  @Test
  void resubmittingARequestAddsAnEntryThatSaysTheSame() {
    ContentRequest request = TestRequests.request();
    outbox().submit(request);
    Entry first = outbox().take(1, HOLD).get(0);
    outbox().published(first);

    outbox().resubmit(request);
    assertThat(outbox().resubmit(request.id())).isTrue();

    assertThat(outbox().take(10, HOLD))
        .hasSize(2)
        .allSatisfy(
            entry -> {
              assertThat(entry.id()).isNotEqualTo(first.id());
              assertThat(entry.requestId()).isEqualTo(request.id());
              assertThat(entry.attributes()).isEqualTo(first.attributes());
              assertThat(entry.body()).isEqualTo(first.body());
            });
  }

  @Test
  void resubmittingARequestThatIsNotThereAddsIt() {
    ContentRequest request = TestRequests.request();
    assertThat(outbox().resubmit(request.id())).isFalse();
    assertThat(outbox().take(10, HOLD)).isEmpty();

    outbox().resubmit(request);
    outbox().submit(request);

    assertThat(outbox().take(10, HOLD)).extracting(Entry::requestId).containsExactly(request.id());
    assertThat(outbox().resubmit(request.id())).isTrue();
  }

  @Test
  void theOldestAreTakenFirst() {
    List<ContentRequest> requests = submit(3);

    assertThat(outbox().take(2, HOLD))
        .extracting(Entry::requestId)
        .containsExactly(requests.get(0).id(), requests.get(1).id());
    assertThat(outbox().take(2, HOLD))
        .extracting(Entry::requestId)
        .containsExactly(requests.get(2).id());
    assertThat(outbox().take(2, HOLD)).isEmpty();
  }

  @Test
  void anEntryThatNobodySettledIsDueAgain() {
    submit(1);
    Entry first = outbox().take(1, HOLD).get(0);
    passHolds();

    assertThat(outbox().take(1, HOLD))
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.id()).isEqualTo(first.id());
              assertThat(again.attempt()).isEqualTo(2);
              assertThat(again.body()).isEqualTo(first.body());
              assertThat(again.createdAt()).isEqualTo(first.createdAt());
            });
  }

  @Test
  void anEntryWhoseTimeIsExtendedStaysHidden() {
    submit(2);
    List<Entry> taken = outbox().take(2, HOLD);
    passHolds();
    outbox().extend(taken.subList(0, 1), HOLD);

    assertThat(outbox().take(2, HOLD)).extracting(Entry::id).containsExactly(taken.get(1).id());
  }

  @Test
  void theTimeOfAnEntryThatSomebodyElseTookIsNotExtended() {
    submit(1);
    List<Entry> late = outbox().take(1, HOLD);
    passHolds();
    outbox().take(1, HOLD);
    passHolds();

    outbox().extend(late, HOLD);

    assertThat(outbox().take(1, HOLD)).hasSize(1);
  }

  @Test
  void extendingNothingDoesNothing() {
    outbox().extend(List.of(), HOLD);

    assertThat(outbox().take(1, HOLD)).isEmpty();
  }

  @Test
  void whoeverWatchesIsToldOfANewEntry() throws Exception {
    Semaphore told = new Semaphore(0);
    try (Watch watch = outbox().watch(told::release)) {
      // Until the watch is in force: it may take a moment, and a notification may get lost.
      do {
        submit(1);
      } while (!told.tryAcquire(1, TimeUnit.SECONDS));
    }

    assertThat(outbox().take(1, HOLD)).hasSize(1);
  }

  @Test
  void aPublishedEntryIsNeverDueAgain() {
    submit(1);
    outbox().published(outbox().take(1, HOLD).get(0));
    passHolds();

    assertThat(outbox().take(1, HOLD)).isEmpty();
  }

  @Test
  void anEntryThatWasGivenBackIsDueLater() {
    submit(2);
    List<Entry> taken = outbox().take(2, HOLD);
    outbox().retry(taken.get(0), Duration.ZERO, "503");
    outbox().retry(taken.get(1), HOLD, "503");

    assertThat(outbox().take(2, HOLD)).extracting(Entry::id).containsExactly(taken.get(0).id());
    passHolds();
    assertThat(outbox().take(2, HOLD)).hasSize(2);
  }

  @Test
  void anEntryThatWasSetAsideIsNeverDueAgain() {
    submit(1);
    outbox().deadLetter(outbox().take(1, HOLD).get(0), "refused\u0000 five times");
    passHolds();

    assertThat(outbox().take(1, HOLD)).isEmpty();
  }

  @Test
  void whoeverHeldAnEntryTooLongCannotGiveItBack() {
    submit(1);
    Entry late = outbox().take(1, HOLD).get(0);
    passHolds();
    outbox().take(1, HOLD);

    outbox().retry(late, Duration.ZERO, "late");
    assertThat(outbox().take(1, HOLD)).isEmpty();
    outbox().deadLetter(late, "late");
    passHolds();
    assertThat(outbox().take(1, HOLD)).hasSize(1);
  }

  @Test
  void ofManyThatTakeAtTheSameTimeEachGetsOthers() throws Exception {
    submit(40);
    List<Long> ids = new ArrayList<>();
    Threads.atOnce(4, Collections.<Callable<List<Entry>>>nCopies(8, () -> outbox().take(5, HOLD)))
        .forEach(taken -> taken.forEach(entry -> ids.add(entry.id())));

    assertThat(ids).doesNotHaveDuplicates();
    outbox().take(40, HOLD).forEach(entry -> ids.add(entry.id()));
    assertThat(ids).doesNotHaveDuplicates().hasSize(40);
  }

  private List<ContentRequest> submit(int count) {
    List<ContentRequest> requests =
        IntStream.range(0, count).mapToObj(i -> TestRequests.request()).toList();
    requests.forEach(outbox()::submit);
    return requests;
  }
}
