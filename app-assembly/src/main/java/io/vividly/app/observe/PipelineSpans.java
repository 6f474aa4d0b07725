package io.vividly.app.observe;

import io.vividly.app.observe.Tracing.Kind;
import io.vividly.app.observe.Tracing.Span;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AttemptFailed;
import io.vividly.core.port.PipelineEvent.FallbackUsed;
import io.vividly.core.port.PipelineEvent.LeaseLost;
import io.vividly.core.port.PipelineEvent.ProviderCalled;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import io.vividly.core.port.PipelineEvent.StageCompleted;
import io.vividly.core.port.PipelineEvent.StageRetried;
import io.vividly.core.port.PipelineEvent.StageStarted;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.StageContext.ProviderCall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what the pipeline tells: an attempt below its delivery, below that each stage and
 * scene, below those the calls of providers.
 */
final class PipelineSpans implements PipelineObserver {

  private final Tracing tracing;
  private final Map<RequestId, Attempt> attempts = new ConcurrentHashMap<>();

  PipelineSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public void on(PipelineEvent event) {
    if (event instanceof RequestClaimed claimed) {
      begin(claimed);
    } else if (event instanceof PipelineEvent.OfRequest ofRequest) {
      Attempt attempt = attempts.get(ofRequest.requestId());
      if (attempt != null) {
        on(ofRequest, attempt);
      }
    }
  }

  private void begin(RequestClaimed claimed) {
    Scope scope = Scope.current();
    Span span =
        tracing.start(
            "attempt",
            Kind.INTERNAL,
            scope == null ? null : scope.trace(),
            claimed.at(),
            Map.of(
                "vividly.request_id",
                claimed.requestId().toString(),
                "vividly.attempt",
                Integer.toString(claimed.attempt()),
                "vividly.taken_over",
                Boolean.toString(claimed.takenOver())));
    attempts.put(claimed.requestId(), new Attempt(span, new ConcurrentHashMap<>()));
  }

  private void on(PipelineEvent.OfRequest event, Attempt attempt) {
    if (event instanceof StageStarted started) {
      start(started, attempt);
    } else if (event instanceof StageCompleted completed) {
      Span span = attempt.stages().remove(completed.key());
      if (span != null) {
        span.end(completed.at(), null);
      }
    } else if (event instanceof StageRetried retried) {
      attempt
          .spanOf(retried.key())
          .event("retry", retried.at(), Map.of("vividly.problem", retried.problem()));
    } else if (event instanceof FallbackUsed fallback) {
      attempt
          .spanOf(fallback.key())
          .event(
              "fallback",
              fallback.at(),
              Map.of("vividly.from", fallback.from(), "vividly.to", fallback.to()));
    } else if (event instanceof ProviderCalled called) {
      call(called, attempt);
    } else if (event instanceof AttemptFailed failed) {
      end(failed.requestId(), failed.at(), failed.failure().message());
    } else if (event instanceof LeaseLost lost) {
      end(lost.requestId(), lost.at(), "lease lost");
    } else if (event instanceof RequestFinished finished) {
      String problem =
          finished.outcome() instanceof Outcome.Failed failed ? failed.failure().message() : null;
      end(finished.requestId(), finished.at(), problem);
    }
  }

  private void start(StageStarted started, Attempt attempt) {
    Span span =
        tracing.start(
            started.key().stage().wireName(),
            Kind.INTERNAL,
            attempt.span().context(),
            started.at(),
            started.key().isScene()
                ? Map.of("vividly.scene", Integer.toString(started.key().scene()))
                : Map.of());
    Span earlier = attempt.stages().put(started.key(), span);
    if (earlier != null) {
      earlier.end(started.at(), "begun again");
    }
  }

  private void call(ProviderCalled called, Attempt attempt) {
    ProviderCall call = called.call();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gen_ai.provider.name", call.provider());
    attributes.put("gen_ai.operation.name", call.operation());
    attributes.put("gen_ai.request.model", call.model());
    attributes.put("vividly.tries", Integer.toString(call.tries()));
    if (call.problem() != null) {
      attributes.put("error.type", call.problem());
    }
    tracing
        .start(
            call.provider() + " " + call.operation(),
            Kind.CLIENT,
            attempt.spanOf(called.key()).context(),
            called.at().minus(call.took()),
            attributes)
        .end(called.at(), call.problem());
  }

  /**
   * Ends what is still open of a request, if anything is: of work that was given back nobody tells.
   */
  void end(RequestId id, Instant at, @Nullable String problem) {
    Attempt attempt = attempts.remove(id);
    if (attempt != null) {
      attempt.stages().values().forEach(stage -> stage.end(at, "not finished"));
      attempt.span().end(at, problem);
    }
  }

  private record Attempt(Span span, Map<StageKey, Span> stages) {

    /** What is told of a stage that is over belongs to the attempt. */
    Span spanOf(StageKey key) {
      return stages.getOrDefault(key, span);
    }
  }
}
