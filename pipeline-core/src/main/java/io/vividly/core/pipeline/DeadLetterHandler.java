package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.StageFailure;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.PipelineEvent.MessageRejected;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestStore;
import java.time.Clock;
import java.time.Duration;

/**
 * Takes the messages that nobody will deliver again: a request that has not ended by then, and that
 * nobody works on, is ended as failed, so that no student waits for ever. A message that is not
 * valid is kept and acknowledged, because behind a dead-letter topic there is no other.
 */
public final class DeadLetterHandler implements DeliveryHandler {

  /** As long as it takes to write down how the request ended. */
  private static final Duration LEASE = Duration.ofSeconds(12);

  private final Inbound inbound;
  private final RequestStore store;
  private final String holder;
  private final EventSink events;

  /**
   * @param holder names this process in the rows that it writes
   */
  public DeadLetterHandler(
      Inbound inbound, RequestStore store, String holder, PipelineObserver observer, Clock clock) {
    this.inbound = inbound;
    this.store = store;
    this.holder = holder;
    this.events = new EventSink(observer, clock);
  }

  /**
   * Ends the request of a dead letter, unless it has ended or is being worked on.
   *
   * @return {@link Retry} if that could not be written down, or if somebody works on the request:
   *     whoever does may die of it
   */
  @Override
  public Disposition handle(Delivery delivery) {
    try {
      ContentRequest request = inbound.decoder().decode(delivery);
      return giveUp(request, delivery);
    } catch (InvalidMessageException e) {
      return reject(delivery, e);
    } catch (RuntimeException | Error e) {
      return new Retry(null, Reason.FAILED, ClaimedWork.describe(e));
    }
  }

  private Disposition giveUp(ContentRequest request, Delivery delivery) {
    ClaimResult result = store.claim(request, holder, LEASE);
    if (result instanceof ClaimResult.Finished finished) {
      return new Acknowledge(request.id(), finished.outcome());
    }
    if (result instanceof ClaimResult.Held) {
      return Retries.heldElsewhere(request.id());
    }
    if (result instanceof ClaimResult.Conflicting) {
      throw RequestProcessor.conflict();
    }
    Claim claim = ((ClaimResult.Claimed) result).claim();
    Outcome outcome = new Outcome.Failed(undeliverable(delivery));
    try {
      store.finish(claim, outcome);
    } catch (LeaseLostException e) {
      return Retries.heldElsewhere(request.id());
    }
    events.emit(at -> new RequestFinished(at, request.id(), outcome, Duration.ZERO));
    return new Acknowledge(request.id(), outcome);
  }

  private static StageFailure undeliverable(Delivery delivery) {
    String source = delivery.attributes().get("CloudPubSubDeadLetterSourceSubscription");
    String count = delivery.attributes().get("CloudPubSubDeadLetterSourceDeliveryCount");
    if (count == null && delivery.attempt() != null) {
      count = String.valueOf(delivery.attempt());
    }
    return new StageFailure(
        null,
        false,
        "Its message was given up"
            + (count == null ? "" : " after " + count + " deliveries")
            + (source == null ? "" : " of subscription " + source)
            + ": each was answered with an error, or not in time.",
        "none");
  }

  @Override
  public Disposition reject(Delivery delivery, InvalidMessageException problem) {
    try {
      inbound.rejectedMessages().keep(delivery, problem);
    } catch (RuntimeException | Error e) {
      return new Retry(null, Reason.FAILED, ClaimedWork.describe(e));
    }
    events.emit(
        at -> new MessageRejected(at, delivery.messageId(), problem.field(), problem.problem()));
    return new Reject(problem.field(), problem.problem(), true);
  }
}
