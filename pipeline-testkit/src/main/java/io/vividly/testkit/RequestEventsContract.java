package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestEvent;
import io.vividly.core.port.RequestEvent.Kind;
import io.vividly.core.port.RequestEvents;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link RequestEvents} has to do. Extend it, and say how to get one. */
@Timeout(60)
public abstract class RequestEventsContract {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00.123Z");
  private static final StageKey SCENE = new StageKey(Stage.RENDERING, 2);

  /** The log under test, always the same one within a test. */
  protected abstract RequestEvents events();

  /** Writes to the log. */
  protected abstract PipelineObserver log();

  /** Has the requests. */
  protected abstract RequestStore store();

  @Test
  void whatHappensCanBeReadInOrder() throws Exception {
    RequestId id = claimed().requestId();
    StageFailure failure = new StageFailure(Stage.SCRIPT, false, "no", "X");
    log().on(new PipelineEvent.RequestClaimed(NOW, id, 1, 0, false));
    log().on(new PipelineEvent.StageStarted(NOW, id, StageKey.of(Stage.SCRIPT), 10));
    log().on(new PipelineEvent.StageResumed(NOW, id, StageKey.of(Stage.SCRIPT), 20));
    log().on(new PipelineEvent.StageCompleted(NOW, id, SCENE, Duration.ofMillis(5), 30));
    log().on(new PipelineEvent.AttemptFailed(NOW, id, 1, failure));

    List<RequestEvent> found = await(id, 5);
    assertThat(found)
        .extracting(RequestEvent::kind)
        .containsExactly(
            Kind.ATTEMPT_BEGAN,
            Kind.STAGE_STARTED,
            Kind.STAGE_RESUMED,
            Kind.STAGE_COMPLETED,
            Kind.ATTEMPT_FAILED);
    assertThat(found).extracting(RequestEvent::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(found.get(3))
        .isEqualTo(new RequestEvent(found.get(3).sequence(), NOW, Kind.STAGE_COMPLETED, SCENE, 30));
    assertThat(found.get(1).stage()).isEqualTo(StageKey.of(Stage.SCRIPT));
    assertThat(found.get(0).sequence()).isPositive();
  }

  @Test
  void readingGoesOnAfterWhatIsKnown() throws Exception {
    RequestId id = claimed().requestId();
    RequestId other = claimed().requestId();
    started(id, 1);
    started(other, 2);
    started(id, 3);
    List<RequestEvent> all = await(id, 2);

    assertThat(events().after(id, 0, 1)).containsExactly(all.get(0));
    assertThat(events().after(id, all.get(0).sequence(), 10)).containsExactly(all.get(1));
    assertThat(events().after(id, all.get(1).sequence(), 10)).isEmpty();
    assertThat(events().after(RequestId.random(), 0, 10)).isEmpty();
  }

  @Test
  void whoeverWatchesIsToldOfEventsAndOfTheEnd() throws Exception {
    Claim claim = claimed();
    Semaphore told = new Semaphore(0);
    try (Watch watch = events().watch(claim.requestId(), told::release)) {
      started(claim.requestId(), 1);
      told.acquire();
      await(claim.requestId(), 1);
      told.drainPermits();
      store().finish(claim, new Outcome.OutOfScope("no"));
      told.acquire();
    }
  }

  private void started(RequestId id, int progress) {
    log().on(new PipelineEvent.StageStarted(NOW, id, StageKey.of(Stage.SCRIPT), progress));
  }

  /** Waits until there are so many events. */
  private List<RequestEvent> await(RequestId id, int count) throws InterruptedException {
    Semaphore told = new Semaphore(0);
    try (Watch watch = events().watch(id, told::release)) {
      while (true) {
        List<RequestEvent> found = events().after(id, 0, 100);
        if (found.size() >= count) {
          return found;
        }
        told.acquire();
      }
    }
  }

  private Claim claimed() {
    ContentRequest request = TestRequests.request();
    ClaimResult result = store().claim(request, "worker", Duration.ofMinutes(10));
    return ((ClaimResult.Claimed) result).claim();
  }
}
