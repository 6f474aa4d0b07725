package io.vividly.app;

import io.vividly.core.model.Outcome;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AnswerAwaited;
import io.vividly.core.port.PipelineEvent.AnswerReused;
import io.vividly.core.port.PipelineEvent.AttemptFailed;
import io.vividly.core.port.PipelineEvent.DeliveryJoined;
import io.vividly.core.port.PipelineEvent.FallbackUsed;
import io.vividly.core.port.PipelineEvent.LeaseLost;
import io.vividly.core.port.PipelineEvent.MessageRejected;
import io.vividly.core.port.PipelineEvent.OutboxUnavailable;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import io.vividly.core.port.PipelineEvent.StageCompleted;
import io.vividly.core.port.PipelineEvent.StageRetried;
import io.vividly.core.port.PipelineEvent.StorageUnavailable;
import io.vividly.core.port.PipelineObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes what happens to the log. Events hold no words of a student, so neither does the log. */
final class LogObserver implements PipelineObserver {

  private static final Logger LOG = LoggerFactory.getLogger("io.vividly.pipeline");

  @Override
  public void on(PipelineEvent event) {
    if (event instanceof RequestClaimed claimed) {
      LOG.atLevel(claimed.takenOver() ? Level.WARN : Level.INFO)
          .log(
              claimed.takenOver()
                  ? "{} taken over from a holder whose lease ran out, attempt {}, {} checkpoints"
                  : "{} claimed, attempt {}, {} checkpoints",
              claimed.requestId(),
              claimed.attempt(),
              claimed.checkpoints());
    } else if (event instanceof DeliveryJoined joined) {
      LOG.info("{} is worked on elsewhere; waiting for it", joined.requestId());
    } else if (event instanceof AnswerAwaited awaited) {
      LOG.info("{} waits for the answer that {} makes", awaited.requestId(), awaited.from());
    } else if (event instanceof AnswerReused reused) {
      LOG.info("{} has the answer of {}", reused.requestId(), reused.from());
    } else if (event instanceof StorageUnavailable unavailable) {
      LOG.warn("{}", unavailable.problem());
    } else if (event instanceof OutboxUnavailable unavailable) {
      LOG.warn("The outbox cannot be reached: {}", unavailable.problem());
    } else if (event instanceof StageCompleted completed) {
      LOG.atLevel(completed.key().isScene() ? Level.DEBUG : Level.INFO)
          .log(
              "{} {} done in {} ms",
              completed.requestId(),
              completed.key(),
              completed.took().toMillis());
    } else if (event instanceof StageRetried retried) {
      LOG.warn(
          "{} {} failed with {}, trying again",
          retried.requestId(),
          retried.key(),
          retried.problem());
    } else if (event instanceof FallbackUsed fallback) {
      LOG.warn(
          "{} {} is done by {} instead of {}: {}",
          fallback.requestId(),
          fallback.key(),
          fallback.to(),
          fallback.from(),
          fallback.problem());
    } else if (event instanceof AttemptFailed failed) {
      LOG.warn(
          "{} attempt {} failed: {}",
          failed.requestId(),
          failed.attempt(),
          failed.failure().message());
    } else if (event instanceof LeaseLost lost) {
      LOG.warn("{} lease lost; work stopped", lost.requestId());
    } else if (event instanceof RequestFinished finished) {
      finished(finished);
    } else if (event instanceof MessageRejected rejected) {
      LOG.warn("Message {} rejected: {}", rejected.messageId(), rejected.problem());
    }
  }

  private static void finished(RequestFinished finished) {
    String status = finished.outcome().status().wireName();
    long millis = finished.took().toMillis();
    if (finished.outcome() instanceof Outcome.Failed failed) {
      LOG.error("{} {}: {}", finished.requestId(), status, failed.failure().message());
    } else {
      LOG.info("{} {} in {} ms", finished.requestId(), status, millis);
    }
  }
}
