package io.vividly.app.observe;

import io.vividly.core.model.Delivery;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.port.InvalidMessageException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows what becomes of each delivery, which no event tells, and which trace it belongs to. */
final class ObservedDeliveries implements DeliveryHandler {

  private final DeliveryHandler deliveries;
  private final Tracing tracing;
  private final Scopes scopes;
  private final PipelineSpans spans;
  private final @Nullable Metrics metrics;
  private final Clock clock = Clock.systemUTC();

  ObservedDeliveries(
      DeliveryHandler deliveries,
      Tracing tracing,
      Scopes scopes,
      PipelineSpans spans,
      @Nullable Metrics metrics) {
    this.deliveries = deliveries;
    this.tracing = tracing;
    this.scopes = scopes;
    this.spans = spans;
    this.metrics = metrics;
  }

  @Override
  public Disposition handle(Delivery delivery) {
    return observe(delivery, () -> deliveries.handle(delivery));
  }

  @Override
  public Disposition reject(Delivery delivery, InvalidMessageException problem) {
    return observe(delivery, () -> deliveries.reject(delivery, problem));
  }

  private Disposition observe(Delivery delivery, Supplier<Disposition> work) {
    Tracing.Span span =
        tracing.start(
            "delivery",
            Tracing.Kind.CONSUMER,
            TraceContext.of(delivery.attributes()),
            clock.instant(),
            Map.of("messaging.system", "gcp_pubsub", "messaging.message.id", delivery.messageId()));
    if (metrics != null) {
      metrics.deliveryBegan();
    }
    Disposition disposition = null;
    try (Scope scope = Scope.open(span.context(), delivery.publishedAt())) {
      try {
        disposition = work.get();
        return disposition;
      } finally {
        ended(scope, disposition);
      }
    } finally {
      span.end(clock.instant(), disposition instanceof Acknowledge ? null : name(disposition));
    }
  }

  /** Work that was given back, as at a shutdown, ends without an event. */
  private void ended(Scope scope, @Nullable Disposition disposition) {
    Instant now = clock.instant();
    if (scope.requestId() != null && scopes.of(scope.requestId()) == scope) {
      spans.end(scope.requestId(), now, name(disposition));
      if (metrics != null) {
        metrics.deliveryLeft(scope.requestId());
      }
    }
    scopes.forget(scope);
    if (metrics != null) {
      metrics.deliveryEnded(name(disposition));
    }
  }

  /** The status of a request that ended, or why its message comes again; few values. */
  static String name(@Nullable Disposition disposition) {
    if (disposition instanceof Acknowledge acknowledge) {
      return acknowledge.outcome().status().wireName();
    }
    if (disposition instanceof Retry retry) {
      return "retry_" + retry.reason().name().toLowerCase(Locale.ROOT);
    }
    return disposition instanceof Reject ? "rejected" : "thrown";
  }
}
