package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.TransientFailureException;
import io.vividly.push.PushTester.Answered;
import io.vividly.testkit.FaultInjector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every row of the table of answers, over HTTP. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeliveryTest {

  private PushTester tester = new PushTester();

  @AfterEach
  void close() {
    tester.close();
  }

  private void restart(
      UnaryOperator<io.vividly.core.pipeline.PipelineSettings.Builder> settings,
      UnaryOperator<PushOptions.Builder> options) {
    tester.close();
    tester = new PushTester(settings, options);
  }

  @Test
  void aFinishedRequestIsAcknowledgedWithItsFiles() {
    ObjectNode payload = PushTester.payload();

    Answered answer = tester.push(payload);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("request_id").asText())
        .isEqualTo(payload.path("request_id").asText());
    assertThat(answer.body().path("status").asText()).isEqualTo("completed");
    assertThat(answer.body().at("/files/transcript/url").asText()).startsWith("memory:/");
    assertThat(tester.stored(payload).status()).isEqualTo(RequestStatus.COMPLETED);
  }

  @Test
  void aVideoIsMadeToTheEnd() {
    ObjectNode payload = PushTester.payload();
    payload.remove("requested_modalities");

    Answered answer = tester.push(payload);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("files").has("video")).isTrue();
    assertThat(answer.body().path("duration_seconds").asDouble()).isPositive();
  }

  @Test
  void aCompletedRequestIsAcknowledgedAgainWithoutWork() {
    ObjectNode payload = PushTester.payload();
    Answered first = tester.push(payload);

    Answered second = tester.push(payload);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(tester.stages.scriptWriting().calls()).isEqualTo(1);
  }

  @Test
  void clarificationNeededIsAcknowledgedWithTheQuestions() {
    tester.stages.understandAs(
        new Understanding.ClarificationNeeded(List.of("The first law?", "The third law?")));
    ObjectNode payload = PushTester.payload();

    Answered answer = tester.push(payload);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("status").asText()).isEqualTo("clarification_needed");
    assertThat(answer.body().path("questions")).hasSize(2);
    assertThat(tester.stored(payload).status()).isEqualTo(RequestStatus.CLARIFICATION_NEEDED);
  }

  @Test
  void outOfScopeIsAcknowledgedWithTheReason() {
    tester.stages.understandAs(new Understanding.OutOfScope("This is not about school."));
    ObjectNode payload = PushTester.payload();

    Answered answer = tester.push(payload);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("reason").asText()).isEqualTo("This is not about school.");
    assertThat(tester.stored(payload).status()).isEqualTo(RequestStatus.OUT_OF_SCOPE);
  }

  @Test
  void aPermanentFailureIsAcknowledgedAndTheRequestFailed() {
    tester.stages.retrieval().failAlways(new PermanentFailureException("There is nothing."));
    ObjectNode payload = PushTester.payload();

    Answered answer = tester.push(payload);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("status").asText()).isEqualTo("failed");
    assertThat(answer.body().path("stage").asText()).isEqualTo("retrieval");
    assertThat(answer.body().path("reason").asText()).isEqualTo("There is nothing.");
    assertThat(tester.stored(payload).status()).isEqualTo(RequestStatus.FAILED);
  }

  @Test
  void afterATransientFailureTheNextDeliveryGoesOnWhereItStopped() {
    tester
        .stages
        .scriptWriting()
        .failAt(1, new TransientFailureException("The writer is away.", null));
    ObjectNode payload = PushTester.payload();

    Answered first = tester.push(payload);
    assertThat(first.status()).isEqualTo(500);
    assertThat(first.message()).isEqualTo("The writer is away.");
    assertThat(tester.stored(payload).status()).isEqualTo(RequestStatus.PENDING);

    Answered second = tester.push(payload);
    assertThat(second.status()).isEqualTo(200);
    assertThat(tester.stages.understanding().calls()).isEqualTo(1);
    assertThat(tester.stages.retrieval().calls()).isEqualTo(1);
    assertThat(tester.stored(payload).attempts()).isEqualTo(2);
  }

  @Test
  void theLastAttemptFailsTheRequestAndIsNotAcknowledged() {
    tester.stages.retrieval().failAlways(new TransientFailureException("Away.", null));
    ObjectNode payload = PushTester.payload();

    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(tester.push(payload).status()).isEqualTo(500);
      assertThat(tester.stored(payload).status()).isEqualTo(RequestStatus.PENDING);
    }
    assertThat(tester.push(payload).status()).isEqualTo(500);
    assertThat(tester.stored(payload).status()).isEqualTo(RequestStatus.FAILED);

    // Should the message come once more, there is nothing left to do.
    assertThat(tester.push(payload).status()).isEqualTo(200);
  }

  @Test
  void anUnexpectedExceptionCountsAsTransientAndIsNotShown() {
    tester.stages.retrieval().failAt(1, new IllegalStateException("the student said secret"));
    ObjectNode payload = PushTester.payload();

    Answered answer = tester.push(payload);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body().toString()).doesNotContain("secret");
  }

  @Test
  void aCancelledRequestIsAcknowledged() {
    tester.stages.retrieval().failAt(1, new TransientFailureException("Away.", null));
    ObjectNode payload = PushTester.payload();
    tester.push(payload);
    tester.requests.cancel(PushTester.idOf(payload));

    Answered answer = tester.push(payload);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("status").asText()).isEqualTo("cancelled");
  }

  @Test
  void theSameDeliveryTwiceAtTheSameTimeIsWorkedOnOnce() throws Exception {
    FaultInjector.Hang hang = tester.stages.scriptWriting().hangAt(1);
    ObjectNode payload = PushTester.payload();

    CompletableFuture<Answered> first = tester.pushLater(payload);
    hang.awaitReached();
    CompletableFuture<Answered> second = tester.pushLater(payload);
    awaitEvent(PipelineEvent.DeliveryJoined.class);
    hang.release();

    assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(second.get(20, TimeUnit.SECONDS).body())
        .isEqualTo(first.get(20, TimeUnit.SECONDS).body());
    assertThat(tester.stages.scriptWriting().calls()).isEqualTo(1);
    assertThat(tester.stored(payload).starts())
        .containsEntry(StageKey.of(Stage.SCRIPT), 1)
        .containsEntry(StageKey.of(Stage.PUBLISHING), 1);
  }

  @Test
  void aDuplicateIsNotAcknowledgedWhenItsDeadlineIsNear() throws Exception {
    restart(
        settings -> settings.deadlineMargin(Duration.ofMillis(500)),
        options -> options.ackDeadline(Duration.ofSeconds(1)));
    FaultInjector.Hang hang = tester.stages.scriptWriting().hangAt(1);
    ObjectNode payload = PushTester.payload();
    CompletableFuture<Answered> first = tester.pushLater(payload);
    hang.awaitReached();

    Answered second = tester.push(payload);

    assertThat(second.status()).isEqualTo(503);
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
    hang.release();
    assertThat(first.get(20, TimeUnit.SECONDS).status())
        .as("work goes on past the deadline of its delivery")
        .isEqualTo(200);
  }

  @Test
  void withoutAFreeSlotADeliveryWaitsAndIsThenProcessed() throws Exception {
    restart(settings -> settings.slots(1), options -> options);
    FaultInjector.Hang hang = tester.stages.understanding().hangAt(1);
    CompletableFuture<Answered> first = tester.pushLater(PushTester.payload());
    hang.awaitReached();

    CompletableFuture<Answered> second = tester.pushLater(PushTester.payload());
    hang.release();

    assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(second.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void withoutAFreeSlotNearTheDeadlineADeliveryIsNotAcknowledged() throws Exception {
    restart(
        settings -> settings.slots(1).deadlineMargin(Duration.ofMillis(500)),
        options -> options.ackDeadline(Duration.ofSeconds(1)));
    FaultInjector.Hang hang = tester.stages.understanding().hangAt(1);
    CompletableFuture<Answered> first = tester.pushLater(PushTester.payload());
    hang.awaitReached();

    ObjectNode other = PushTester.payload();
    assertThat(tester.push(other).status()).isEqualTo(503);
    assertThat(tester.requests.find(PushTester.idOf(other))).isEmpty();

    hang.release();
    assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void tooManyWaitingDeliveriesAreOverload() throws Exception {
    restart(settings -> settings.slots(1).maxWaiting(0), options -> options);
    FaultInjector.Hang hang = tester.stages.understanding().hangAt(1);
    CompletableFuture<Answered> first = tester.pushLater(PushTester.payload());
    hang.awaitReached();

    Answered second = tester.push(PushTester.payload());

    assertThat(second.status()).isEqualTo(429);
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
    hang.release();
    assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void moreDeliveriesThanTheServerHoldsAreOverload() throws Exception {
    restart(settings -> settings, options -> options.maxInFlight(1));
    FaultInjector.Hang hang = tester.stages.understanding().hangAt(1);
    CompletableFuture<Answered> first = tester.pushLater(PushTester.payload());
    hang.awaitReached();

    assertThat(tester.push(PushTester.payload()).status()).isEqualTo(429);
    assertThat(tester.get("/health").status()).isEqualTo(200);

    hang.release();
    assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void shuttingDownReleasesTheRequestAndKeepsWhatWasDone() throws Exception {
    FaultInjector.Hang hang = tester.stages.scriptWriting().hangAt(1);
    ObjectNode payload = PushTester.payload();
    CompletableFuture<Answered> running = tester.pushLater(payload);
    hang.awaitReached();

    assertThat(tester.pipeline.stop(Duration.ofSeconds(10))).isTrue();

    assertThat(running.get(20, TimeUnit.SECONDS).status()).isEqualTo(503);
    assertThat(tester.stored(payload).holder()).isNull();
    assertThat(tester.stored(payload).attempts()).as("attempts that count").isZero();
    assertThat(tester.stored(payload).completed())
        .containsExactlyInAnyOrder(StageKey.of(Stage.UNDERSTANDING), StageKey.of(Stage.RETRIEVAL));
    assertThat(tester.push(PushTester.payload()).status()).isEqualTo(503);
    assertThat(tester.get("/health/ready").status()).isEqualTo(503);
    assertThat(tester.get("/health").status()).isEqualTo(200);
    assertThat(tester.server.stop(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void aStopWaitsForWhatIsInFlight() throws Exception {
    FaultInjector.Hang hang = tester.stages.scriptWriting().hangAt(1);
    CompletableFuture<Answered> running = tester.pushLater(PushTester.payload());
    hang.awaitReached();

    CompletableFuture<Boolean> stopped =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return tester.server.stop(Duration.ofSeconds(20));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    hang.release();

    assertThat(running.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(stopped.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aRejectedMessageCanBeAcknowledgedOnceItIsKept() {
    restart(settings -> settings.acknowledgeRejected(true), options -> options);

    Answered answer = tester.push(PushTester.payload().put("grade_level", 13));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("status").asText()).isEqualTo("rejected");
    assertThat(answer.field()).isEqualTo("grade_level");
    assertThat(tester.rejected.all()).hasSize(1);
  }

  @Test
  void theOutcomeIsTheSameForEveryDeliveryOfAFailedRequest() {
    tester.stages.retrieval().failAlways(new PermanentFailureException("There is nothing."));
    ObjectNode payload = PushTester.payload();

    assertThat(tester.push(payload).body()).isEqualTo(tester.push(payload).body());
    assertThat(tester.stored(payload).outcome()).isInstanceOf(Outcome.Failed.class);
  }

  private void awaitEvent(Class<? extends PipelineEvent> kind) {
    while (tester.observer.events(kind).isEmpty()) {
      Thread.onSpinWait();
    }
  }
}
