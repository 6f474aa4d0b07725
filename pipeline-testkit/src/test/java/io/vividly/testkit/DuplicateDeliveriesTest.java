package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import io.vividly.core.port.PipelineEvent.DeliveryJoined;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.FaultInjector.Hang;
import io.vividly.testkit.PipelineTester.Pending;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A message that is delivered more often than once. */
@Timeout(60)
class DuplicateDeliveriesTest {

  private final PipelineTester tester = new PipelineTester();
  private final ScriptedStages stages = tester.stages;
  private final ContentRequest request = Samples.request(Modality.TEXT);

  @AfterEach
  void close() throws InterruptedException {
    tester.close();
  }

  @Test
  void aThousandCopiesOverThreeInstancesAreOneExecutionAndAllGetItsAnswer() throws Exception {
    List<ContentPipeline> instances = List.of(tester.start(), tester.start(), tester.start());
    Hang hang = stages.scriptWriting().hangAt(1);
    List<Pending> copies = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      copies.add(tester.handleAside(instances.get(i % 3), tester.delivery(request)));
    }
    hang.awaitReached();
    hang.release();

    Disposition first = copies.get(0).await();
    assertThat(first).isInstanceOf(Acknowledge.class);
    for (Pending copy : copies) {
      assertThat(copy.await()).isEqualTo(first);
    }
    assertThat(stages.understanding().calls()).isEqualTo(1);
    assertThat(stages.scriptWriting().calls()).isEqualTo(1);
    assertThat(tester.stored(request).attempts()).isEqualTo(1);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void whoWaitsOnAVirtualThreadHoldsNoPlatformThread() throws Exception {
    ContentPipeline pipeline = tester.start();
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending first = tester.handleAside(pipeline, tester.delivery(request));
    hang.awaitReached();
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    ExecutorService virtual = virtualThreads();
    List<Future<Disposition>> copies = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      copies.add(virtual.submit(() -> pipeline.handle(tester.delivery(request))));
    }
    while (tester.observer.events(DeliveryJoined.class).size() < copies.size()) {
      Thread.onSpinWait();
    }

    assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + 100);

    hang.release();
    for (Future<Disposition> copy : copies) {
      assertThat(copy.get()).isEqualTo(first.await());
    }
    virtual.shutdown();
  }

  /** By reflection, because this is compiled for a JDK without them. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @Test
  void whoWaitsForAnotherLeavesTheSlotsToThoseWhoWork() throws Exception {
    ContentPipeline holder = tester.start();
    ContentPipeline other = tester.start(settings -> settings.maxWaiting(0));
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending first = tester.handleAside(holder, tester.delivery(request));
    hang.awaitReached();
    List<Pending> copies = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      copies.add(tester.handleAside(i % 2 == 0 ? holder : other, tester.delivery(request)));
      copies.get(i).awaitWaiting();
    }

    assertThat(other.handle(tester.delivery(Samples.request(Modality.TEXT))))
        .isInstanceOf(Acknowledge.class);

    hang.release();
    for (Pending copy : copies) {
      assertThat(copy.await()).isEqualTo(first.await());
    }
  }

  @Test
  void allShareAFailedAttempt() throws Exception {
    ContentPipeline pipeline = tester.start(settings -> settings.stageTries(1));
    Hang hang = stages.understanding().hangAt(1);
    stages.scriptWriting().failAt(1, new TransientFailureException("The provider timed out."));
    Pending first = tester.handleAside(pipeline, tester.delivery(request));
    hang.awaitReached();
    Pending copy = tester.handleAside(pipeline, tester.delivery(request));
    copy.awaitWaiting();
    hang.release();

    assertThat(copy.await()).isEqualTo(first.await());
    assertRetry(copy.await(), Reason.FAILED);
    assertThat(tester.stored(request).attempts()).isEqualTo(1);
  }

  @Test
  void theNextOneGoesOnWhenTheFirstIsStopped() throws Exception {
    ContentPipeline pipeline = tester.start();
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending first = tester.handleAside(pipeline, tester.delivery(request));
    hang.awaitReached();
    Pending copy = tester.handleAside(pipeline, tester.delivery(request));
    copy.awaitWaiting();

    first.thread().interrupt();

    assertRetry(first.await(), Reason.SHUTTING_DOWN);
    assertThat(copy.await()).isInstanceOf(Acknowledge.class);
    assertThat(stages.understanding().calls()).isEqualTo(1);
  }

  @Test
  void allGoWhenTheProcessGoes() throws Exception {
    ContentPipeline going = tester.start();
    ContentRequest elsewhere = Samples.request();
    tester.store.claim(elsewhere, "other", Duration.ofHours(1));
    Hang hang = stages.scriptWriting().hangAt(1);
    List<Pending> waiting = new ArrayList<>();
    waiting.add(tester.handleAside(going, tester.delivery(request)));
    hang.awaitReached();
    waiting.add(tester.handleAside(going, tester.delivery(request)));
    waiting.add(tester.handleAside(going, tester.delivery(elsewhere)));
    waiting.get(1).awaitWaiting();
    waiting.get(2).awaitWaiting();

    assertThat(going.stop(Duration.ofSeconds(20))).isTrue();

    for (Pending one : waiting) {
      assertRetry(one.await(), Reason.SHUTTING_DOWN);
    }
  }

  @Test
  void otherContentUnderTheSameIdIsAConflictAndTheFirstGoesOn() throws Exception {
    ContentPipeline pipeline = tester.start(settings -> settings.slots(2));
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending first = tester.handleAside(pipeline, tester.delivery(request));
    hang.awaitReached();

    Disposition second = pipeline.handle(tester.delivery(Samples.withGrade(request, 3)));

    assertThat(second)
        .isInstanceOfSatisfying(
            Reject.class,
            reject -> {
              assertThat(reject.field()).isEqualTo("request_id");
              assertThat(reject.problem()).contains("asks something else");
            });
    assertThat(tester.rejected.all()).hasSize(1);
    hang.release();
    assertThat(first.await()).isInstanceOf(Acknowledge.class);
    assertThat(tester.stored(request).request()).isEqualTo(request);
  }

  @Test
  void otherContentUnderTheIdOfAnEndedRequestIsAConflict() {
    ContentPipeline pipeline = tester.start();
    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(pipeline.handle(tester.delivery(Samples.withGrade(request, 3))))
        .isInstanceOf(Reject.class);
  }

  @Test
  void aCancellationStopsTheWorkWithoutWaitingForTheLease() throws Exception {
    ContentPipeline pipeline = tester.start(settings -> settings.lease(Duration.ofHours(1)));
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending first = tester.handleAside(pipeline, tester.delivery(request));
    hang.awaitReached();
    Pending copy = tester.handleAside(pipeline, tester.delivery(request));

    tester.store.cancel(request.id());

    assertThat(first.await())
        .isEqualTo(new Acknowledge(request.id(), new Outcome.Cancelled()))
        .isEqualTo(copy.await());
    assertThat(pipeline.handle(tester.delivery(Samples.request(Modality.TEXT))))
        .as("the slot is free again")
        .isInstanceOf(Acknowledge.class);
  }

  @Test
  void aDeletedRequestIsLeftAtOnceAndBeginsAnewWithItsNextDelivery() throws Exception {
    ContentPipeline pipeline = tester.start(settings -> settings.lease(Duration.ofHours(1)));
    Hang hang = stages.scriptWriting().hangAt(1);
    Pending first = tester.handleAside(pipeline, tester.delivery(request));
    hang.awaitReached();

    tester.store.delete(request.id());

    assertRetry(first.await(), Reason.HELD_ELSEWHERE);
    assertThat(tester.store.find(request.id())).isEmpty();
    assertThat(pipeline.handle(tester.delivery(request))).isInstanceOf(Acknowledge.class);
    assertThat(stages.understanding().calls()).isEqualTo(2);
  }

  private static void assertRetry(Disposition disposition, Reason reason) {
    assertThat(disposition)
        .isInstanceOfSatisfying(Retry.class, retry -> assertThat(retry.reason()).isEqualTo(reason));
  }
}
