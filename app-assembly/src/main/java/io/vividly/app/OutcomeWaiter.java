package io.vividly.app;

import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import io.vividly.core.port.PipelineObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until one request has ended. */
final class OutcomeWaiter implements PipelineObserver {

  private final RequestId requestId;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  OutcomeWaiter(RequestId requestId) {
    this.requestId = requestId;
  }

  @Override
  public void on(PipelineEvent event) {
    if (event instanceof RequestFinished finished && finished.requestId().equals(requestId)) {
      outcome.complete(finished.outcome());
    }
  }

  /** Empty if it has not ended in time. */
  Optional<Outcome> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(outcome.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody completes this with an exception", e);
    }
  }
}
