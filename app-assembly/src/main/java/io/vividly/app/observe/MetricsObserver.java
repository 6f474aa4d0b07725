package io.vividly.app.observe;

import io.micrometer.core.instrument.Tags;
import io.vividly.core.model.Charge;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AnswerReused;
import io.vividly.core.port.PipelineEvent.AttemptFailed;
import io.vividly.core.port.PipelineEvent.DeliveryJoined;
import io.vividly.core.port.PipelineEvent.FallbackUsed;
import io.vividly.core.port.PipelineEvent.LeaseLost;
import io.vividly.core.port.PipelineEvent.OutboxUnavailable;
import io.vividly.core.port.PipelineEvent.ProviderCalled;
import io.vividly.core.port.PipelineEvent.PublishingFailed;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.PipelineEvent.RequestDeadLettered;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import io.vividly.core.port.PipelineEvent.RequestPublished;
import io.vividly.core.port.PipelineEvent.RequestReceived;
import io.vividly.core.port.PipelineEvent.RequestRequeued;
import io.vividly.core.port.PipelineEvent.StageCompleted;
import io.vividly.core.port.PipelineEvent.StageResumed;
import io.vividly.core.port.PipelineEvent.StageRetried;
import io.vividly.core.port.PipelineEvent.StorageUnavailable;
import io.vividly.core.port.PipelineEvent.UsageCharged;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.StageContext.ProviderCall;
import java.time.Duration;

/** Counts and times what the pipeline tells. */
final class MetricsObserver implements PipelineObserver {

  private final Metrics metrics;
  private final Scopes scopes;
  private final BoundedLabel providers = new BoundedLabel(16);
  private final BoundedLabel operations = new BoundedLabel(32);
  private final BoundedLabel models = new BoundedLabel(32);
  private final BoundedLabel problems = new BoundedLabel(32);

  MetricsObserver(Metrics metrics, Scopes scopes) {
    this.metrics = metrics;
    this.scopes = scopes;
  }

  @Override
  public void on(PipelineEvent event) {
    if (event instanceof StageCompleted completed) {
      metrics.stage(completed.key().stage(), completed.took());
    } else if (event instanceof RequestReceived received) {
      if (received.publishedAt() != null) {
        metrics.queued(Duration.between(received.publishedAt(), received.receivedAt()));
      }
    } else if (event instanceof RequestFinished finished) {
      finished(finished);
    } else if (event instanceof ProviderCalled called) {
      called(called.call());
    } else if (event instanceof UsageCharged charged) {
      charged(charged.charge());
    } else if (event instanceof PipelineEvent.OfRequest ofRequest) {
      ofRequest(ofRequest);
    } else if (event instanceof StorageUnavailable) {
      metrics.count("vividly.storage.unavailable", "store", "requests");
    } else if (event instanceof OutboxUnavailable) {
      metrics.count("vividly.storage.unavailable", "store", "outbox");
    }
  }

  private void ofRequest(PipelineEvent.OfRequest event) {
    if (event instanceof RequestClaimed claimed) {
      metrics.workBegan(claimed.requestId(), claimed.attempt());
      metrics.count("vividly.claims", "attempt", claimed.attempt() > 1 ? "later" : "first");
      if (claimed.takenOver()) {
        metrics.count("vividly.takeovers");
      }
    } else if (event instanceof DeliveryJoined) {
      metrics.count("vividly.deliveries.joined");
    } else if (event instanceof StageResumed resumed) {
      metrics.count("vividly.stages.resumed", "stage", resumed.key().stage().wireName());
    } else if (event instanceof StageRetried retried) {
      metrics.count("vividly.stage.retries", "stage", retried.key().stage().wireName());
    } else if (event instanceof FallbackUsed fallback) {
      metrics.count(
          "vividly.fallbacks",
          "stage",
          fallback.key().stage().wireName(),
          "from",
          providers.of(fallback.from()),
          "to",
          providers.of(fallback.to()));
    } else if (event instanceof AttemptFailed failed) {
      metrics.workEnded(failed.requestId());
      metrics.count("vividly.attempts.failed");
    } else if (event instanceof LeaseLost lost) {
      metrics.workEnded(lost.requestId());
      metrics.count("vividly.leases.lost");
    } else if (event instanceof AnswerReused) {
      metrics.count("vividly.answers.reused");
    } else {
      ofOutbox(event);
    }
  }

  private void ofOutbox(PipelineEvent.OfRequest event) {
    if (event instanceof RequestPublished) {
      metrics.count("vividly.outbox.published");
    } else if (event instanceof PublishingFailed) {
      metrics.count("vividly.outbox.failures");
    } else if (event instanceof RequestDeadLettered) {
      metrics.count("vividly.outbox.dead.lettered");
    } else if (event instanceof RequestRequeued) {
      metrics.count("vividly.outbox.requeued");
    }
  }

  private void finished(RequestFinished finished) {
    metrics.workEnded(finished.requestId());
    String outcome = finished.outcome().status().wireName();
    metrics.count("vividly.requests.finished", "outcome", outcome);
    Scope scope = scopes.of(finished.requestId());
    if (scope != null && scope.publishedAt() != null) {
      metrics.answered(outcome, Duration.between(scope.publishedAt(), finished.at()));
    }
  }

  private void called(ProviderCall call) {
    Tags tags =
        Tags.of(
            "provider",
            providers.of(call.provider()),
            "operation",
            operations.of(call.operation()));
    metrics.call(tags.and("problem", problems.of(call.problem())), call.took());
    metrics.add(
        "vividly.provider.tries",
        call.tries(),
        "provider",
        providers.of(call.provider()),
        "operation",
        operations.of(call.operation()));
  }

  private void charged(Charge charge) {
    Tags tags =
        Tags.of(
            "provider",
            providers.of(charge.usage().provider()),
            "model",
            models.of(charge.usage().model()),
            "unit",
            charge.usage().unit().wireName());
    if (charge.cost() == null) {
      metrics.count("vividly.usage.unpriced", "unit", charge.usage().unit().wireName());
    } else {
      metrics.spend(charge.cost().doubleValue(), tags);
    }
  }
}
