package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.pipeline.DeadLetterHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the messages that nobody will deliver again. */
class DeadLetterHandlerTest {

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final SettableClock clock = new SettableClock();
  private final InMemoryRequestStore store = new InMemoryRequestStore(clock);
  private final InMemoryRejectedMessages rejected = new InMemoryRejectedMessages();
  private final RecordingObserver observer = new RecordingObserver();
  private final ContentRequest request = Samples.request();
  private final DeadLetterHandler handler =
      new DeadLetterHandler(
          new Inbound(this::decode, rejected), store, "dead-letters", observer, Clock.systemUTC());

  @Test
  void aRequestThatNobodyWorksOnHasFailed() {
    store.release(claim(request));

    Disposition disposition = handler.handle(message("good"));

    assertThat(disposition).isInstanceOf(Acknowledge.class);
    assertThat(store.find(request.id()).orElseThrow().status()).isEqualTo(RequestStatus.FAILED);
    assertThat(store.find(request.id()).orElseThrow().lastFailure().message())
        .contains("after 5 deliveries", "worker-sub");
    assertThat(observer.events(RequestFinished.class)).hasSize(1);
  }

  @Test
  void aRequestThatNobodyEverWorkedOnHasFailed() {
    assertThat(handler.handle(message("good"))).isInstanceOf(Acknowledge.class);

    assertThat(store.find(request.id()).orElseThrow().status()).isEqualTo(RequestStatus.FAILED);
  }

  @Test
  void aRequestWhoseHolderDiedHasFailed() {
    claim(request);
    clock.advance(LEASE.plusSeconds(1));

    assertThat(handler.handle(message("good"))).isInstanceOf(Acknowledge.class);

    assertThat(store.find(request.id()).orElseThrow().status()).isEqualTo(RequestStatus.FAILED);
  }

  @Test
  void aRequestThatIsWorkedOnIsLeftAloneUntilItIsKnownWhatBecomesOfIt() {
    Claim claim = claim(request);

    assertThat(handler.handle(message("good"))).isInstanceOf(Retry.class);

    store.finish(claim, new Outcome.Completed(TestRequests.answer()));
    assertThat(handler.handle(message("good")))
        .isEqualTo(new Acknowledge(request.id(), new Outcome.Completed(TestRequests.answer())));
  }

  @Test
  void aMessageThatIsNotValidIsKeptAndDoesNotComeAgain() {
    assertThat(handler.handle(message("rubbish")))
        .isInstanceOfSatisfying(Reject.class, reject -> assertThat(reject.acknowledge()).isTrue());
    assertThat(rejected.all()).hasSize(1);
  }

  @Test
  void aMessageAtOddsWithItsRequestIsKept() {
    claim(Samples.withGrade(request, 3));

    assertThat(handler.handle(message("good"))).isInstanceOf(Reject.class);
    assertThat(rejected.all()).hasSize(1);
  }

  private Claim claim(ContentRequest content) {
    return ((ClaimResult.Claimed) store.claim(content, "worker", LEASE)).claim();
  }

  private ContentRequest decode(Delivery delivery) {
    if (delivery.messageId().equals("good")) {
      return request;
    }
    throw new InvalidMessageException(null, "not JSON");
  }

  private static Delivery message(String id) {
    return new Delivery(
        id,
        null,
        null,
        Map.of(
            "CloudPubSubDeadLetterSourceSubscription", "worker-sub",
            "CloudPubSubDeadLetterSourceDeliveryCount", "5"),
        new byte[0],
        Instant.MAX);
  }
}
