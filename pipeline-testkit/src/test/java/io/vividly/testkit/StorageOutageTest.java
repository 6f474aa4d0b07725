package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.PipelineEvent.StorageUnavailable;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.PipelineTester.Pending;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database is away for a while. */
@Timeout(60)
class StorageOutageTest {

  private final PipelineTester tester = new PipelineTester();
  private final FlakyRequestStore store = new FlakyRequestStore(tester.store);
  private final ContentRequest request = Samples.request(Modality.TEXT);

  @AfterEach
  void close() throws InterruptedException {
    tester.close();
  }

  @Test
  void theWorkPausesAtEveryWriteAndNoAttemptIsLost() {
    for (FaultInjector call :
        new FaultInjector[] {store.claiming, store.starting, store.saving, store.finishing}) {
      call.failAt(1, away());
      call.failAt(2, away());
    }

    assertThat(patient().handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(tester.stored(request).attempts()).isEqualTo(1);
    assertThat(tester.stages.scriptWriting().calls()).isEqualTo(1);
    assertThat(tester.observer.events(StorageUnavailable.class)).hasSize(8);
  }

  @Test
  void aRejectedMessageIsKeptAsSoonAsThatIsPossible() {
    FaultInjector keeping = new FaultInjector();
    keeping.failAt(1, away());
    ContentPipeline pipeline =
        tester.start(
            this::patience,
            store,
            (delivery, problem) -> {
              keeping.pass();
              tester.rejected.keep(delivery, problem);
            },
            tester.observer);

    assertThat(pipeline.handle(tester.message("rubbish"))).isInstanceOf(Reject.class);
    assertThat(tester.rejected.all()).hasSize(1);
  }

  @Test
  void patienceEnds() {
    store.claiming.failAlways(away());
    ContentPipeline pipeline =
        tester.start(settings -> settings, store, tester.rejected, tester.observer);

    assertRetry(pipeline.handle(tester.delivery(request)), Reason.FAILED);
    assertThat(store.claiming.calls()).isEqualTo(1);
  }

  @Test
  void nobodyWaitsForItOnceTheProcessIsToldToStop() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    store.saving.failAlways(away());
    ContentPipeline pipeline =
        tester.start(
            this::patience,
            store,
            tester.rejected,
            event -> {
              if (event instanceof StorageUnavailable) {
                waiting.countDown();
              }
            });
    Pending first = tester.handleAside(pipeline, tester.delivery(request));
    waiting.await();

    assertThat(pipeline.stop(Duration.ofSeconds(20))).isTrue();

    assertThat(first.await()).isInstanceOf(Retry.class);
    assertThat(tester.stored(request).holder()).isNull();
  }

  private ContentPipeline patient() {
    return tester.start(this::patience, store, tester.rejected, tester.observer);
  }

  private PipelineSettings.Builder patience(PipelineSettings.Builder settings) {
    return settings.storagePatience(Duration.ofHours(1));
  }

  private static TransientFailureException away() {
    return new TransientFailureException("The database is away.");
  }

  private static void assertRetry(Disposition disposition, Reason reason) {
    assertThat(disposition)
        .isInstanceOfSatisfying(Retry.class, retry -> assertThat(retry.reason()).isEqualTo(reason));
  }
}
