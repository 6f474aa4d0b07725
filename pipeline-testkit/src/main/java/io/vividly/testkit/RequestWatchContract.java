package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link RequestStore} has to tell to those who watch a request. */
@Timeout(60)
public abstract class RequestWatchContract {

  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final StageFailure FAILURE =
      new StageFailure(Stage.SCRIPT, false, "the provider timed out", "java.io.IOException");

  private final ContentRequest request = TestRequests.request();

  /** The store under test, always the same one within a test. */
  protected abstract RequestStore store();

  /** Cancels a request, as somebody else than its holder would. */
  protected abstract void cancel(RequestId id);

  /** Deletes a request, whoever works on it. */
  protected abstract void delete(RequestId id);

  /** From here on a watcher is called because of a change, not because the store begins to look. */
  @BeforeEach
  void aWatchHasBegun() throws InterruptedException {
    assertTold(TestRequests.request());
  }

  @Test
  void tellsThatARequestHasEnded() throws InterruptedException {
    Claim claim = claim();
    assertTold(() -> store().finish(claim, new Outcome.Completed(TestRequests.answer())));
  }

  @Test
  void tellsThatARequestWasGivenBack() throws InterruptedException {
    Claim claim = claim();
    assertTold(() -> store().release(claim));
  }

  @Test
  void tellsThatAnAttemptFailed() throws InterruptedException {
    Claim claim = claim();
    assertTold(() -> store().attemptFailed(claim, FAILURE));
  }

  @Test
  void tellsThatARequestWasCancelled() throws InterruptedException {
    claim();
    assertTold(() -> cancel(request.id()));
  }

  @Test
  void tellsThatARequestWasDeleted() throws InterruptedException {
    claim();
    assertTold(() -> delete(request.id()));
  }

  @Test
  void aRequestCanBeWatchedBeforeItIsThere() throws InterruptedException {
    assertTold(request);
  }

  @Test
  void tellsEachTime() throws InterruptedException {
    Semaphore told = new Semaphore(0);
    try (Watch watch = store().watch(request.id(), told::release)) {
      for (int n = 0; n < 3; n++) {
        store().release(claim());
        told.acquire();
      }
    }
  }

  @Test
  void tellsEverybodyOnceEvenIfOneFails() throws InterruptedException {
    Semaphore told = new Semaphore(0);
    Runnable action = told::release;
    try (Watch first = store().watch(request.id(), action);
        Watch broken = store().watch(request.id(), RequestWatchContract::fail);
        Watch second = store().watch(request.id(), action)) {
      store().release(claim());
      told.acquire(2);
      store().release(claim());
      told.acquire(2);
    }
  }

  private static void fail() {
    throw new OnPurpose();
  }

  /** Without a stack trace, which would look like a failed test. */
  private static final class OnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1;

    OnPurpose() {
      super("A watcher fails on purpose.", null, false, false);
    }
  }

  @Test
  void tellsNothingAfterTheWatchIsClosed() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    Runnable action = calls::incrementAndGet;
    Watch watch = store().watch(request.id(), action);
    watch.close();
    try (Watch same = store().watch(request.id(), () -> {})) {
      watch.close();
      int before = calls.get();

      assertTold(request);

      assertThat(calls).hasValue(before);
    }
  }

  @Test
  void closingOneWatchTwiceLeavesItsTwin() throws InterruptedException {
    Semaphore told = new Semaphore(0);
    Runnable action = told::release;
    Watch first = store().watch(request.id(), action);
    try (Watch twin = store().watch(request.id(), action)) {
      first.close();
      first.close();
      store().release(claim());
      told.acquire();
    }
  }

  @Test
  void tenThousandMayWatchWithoutAThreadEach() throws InterruptedException {
    int many = 10_000;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    CountDownLatch told = new CountDownLatch(many);
    List<Watch> watches = new ArrayList<>();
    for (int n = 0; n < many; n++) {
      AtomicInteger calls = new AtomicInteger();
      watches.add(
          store()
              .watch(
                  request.id(),
                  () -> {
                    if (calls.getAndIncrement() == 0) {
                      told.countDown();
                    }
                  }));
    }
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 100);

    store().release(claim());

    told.await();
    watches.forEach(Watch::close);
  }

  private void assertTold(Runnable change) throws InterruptedException {
    assertTold(request, change);
  }

  private void assertTold(ContentRequest watched) throws InterruptedException {
    assertTold(watched, () -> store().release(claim(watched)));
  }

  private void assertTold(ContentRequest watched, Runnable change) throws InterruptedException {
    Semaphore told = new Semaphore(0);
    try (Watch watch = store().watch(watched.id(), told::release)) {
      change.run();
      assertThat(told.tryAcquire(30, TimeUnit.SECONDS)).as("told").isTrue();
    }
  }

  private Claim claim() {
    return claim(request);
  }

  private Claim claim(ContentRequest wanted) {
    return ((ClaimResult.Claimed) store().claim(wanted, "holder", LEASE)).claim();
  }
}
