package io.vividly.core.port;

import io.vividly.core.model.Charge;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the pipeline. No event holds the student's words.
 *
 * <p>The scenes of a request are made by several threads, so that of two events of one request the
 * later one may tell a slightly lower progress; the stored progress never goes down.
 */
public sealed interface PipelineEvent {

  Instant at();

  /** An event in the life of one request. */
  sealed interface OfRequest extends PipelineEvent {
    RequestId requestId();
  }

  /** A message arrived. */
  record DeliveryReceived(
      Instant at, String messageId, @Nullable Instant publishedAt, @Nullable Integer attempt)
      implements PipelineEvent {}

  /** A message was not valid, or at odds with what is stored, and has been kept. */
  record MessageRejected(Instant at, String messageId, @Nullable String field, String problem)
      implements PipelineEvent {}

  /**
   * The message was decoded: from here on it is known which request it is about.
   *
   * @param publishedAt when the message was published, if known
   * @param receivedAt when this process got it
   */
  record RequestReceived(
      Instant at, RequestId requestId, @Nullable Instant publishedAt, Instant receivedAt)
      implements OfRequest {}

  /**
   * The request is this process's to work on.
   *
   * @param takenOver see {@link Claim#takenOver}
   */
  record RequestClaimed(
      Instant at, RequestId requestId, int attempt, int checkpoints, boolean takenOver)
      implements OfRequest {}

  /** Somebody else works on the request; this delivery waits for the answer. */
  record DeliveryJoined(Instant at, RequestId requestId) implements OfRequest {}

  /** A stage, or a scene of one, began. */
  record StageStarted(Instant at, RequestId requestId, StageKey key, int progress)
      implements OfRequest {}

  /** A stage, or a scene of one, is done. */
  record StageCompleted(Instant at, RequestId requestId, StageKey key, Duration took, int progress)
      implements OfRequest {}

  /** A stage, or a scene of one, was done by an earlier attempt and is not done again. */
  record StageResumed(Instant at, RequestId requestId, StageKey key, int progress)
      implements OfRequest {}

  /** A stage failed and is tried again within this attempt. */
  record StageRetried(Instant at, RequestId requestId, StageKey key, int tries, String problem)
      implements OfRequest {}

  /** A call of a provider is over, with all of its tries. */
  record ProviderCalled(
      Instant at, RequestId requestId, StageKey key, StageContext.ProviderCall call)
      implements OfRequest {}

  /** Something was used that is accounted for; the ledger has it, or will in a moment. */
  record UsageCharged(Instant at, RequestId requestId, Charge charge) implements OfRequest {}

  /**
   * A provider could not do its work, and another one does it, as configured.
   *
   * @param problem why, in words for an operator
   */
  record FallbackUsed(
      Instant at, RequestId requestId, StageKey key, String from, String to, String problem)
      implements OfRequest {}

  /** Another request's work will give this one its answer; this one waits for it. */
  record AnswerAwaited(Instant at, RequestId requestId, RequestId from) implements OfRequest {}

  /** Another request's answer is this one's as well. */
  record AnswerReused(Instant at, RequestId requestId, RequestId from) implements OfRequest {}

  /** An attempt failed; the request will be tried again by its next delivery. */
  record AttemptFailed(Instant at, RequestId requestId, int attempt, StageFailure failure)
      implements OfRequest {}

  /** The request ended. */
  record RequestFinished(Instant at, RequestId requestId, Outcome outcome, Duration took)
      implements OfRequest {}

  /** Somebody else holds the request now, or it was cancelled; work stopped. */
  record LeaseLost(Instant at, RequestId requestId) implements OfRequest {}

  /**
   * The outbox handed the request's message on.
   *
   * @param tries how often that was tried
   */
  record RequestPublished(Instant at, RequestId requestId, int tries) implements OfRequest {}

  /** The request's message was not taken over and will be published again. */
  record PublishingFailed(
      Instant at, RequestId requestId, int tries, Duration retryAfter, String problem)
      implements OfRequest {}

  /** The request's message was refused too often and set aside for a person. */
  record RequestDeadLettered(Instant at, RequestId requestId, int tries, String problem)
      implements OfRequest {}

  /** Nobody had worked on the request for long; its message will be published again. */
  record RequestRequeued(Instant at, RequestId requestId) implements OfRequest {}

  /** The database could not be reached while a request was worked on; it is tried again. */
  record StorageUnavailable(Instant at, String problem) implements PipelineEvent {}

  /** The outbox itself could not be read or written; it is tried again. */
  record OutboxUnavailable(Instant at, String problem) implements PipelineEvent {}
}
