package io.vividly.app.observe;

import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestDecoder;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process tells of itself: traces, metrics, and the labels of its log. Whoever wires the
 * process puts it around what messages go through. Neither OpenTelemetry nor Micrometer is loaded
 * where nobody asked for it.
 */
public final class Telemetry implements AutoCloseable {

  private final Scopes scopes = new Scopes();
  private final Tracing tracing;
  private final PipelineSpans spans;
  private final @Nullable Metrics metrics;
  private final @Nullable MetricsServer server;
  private final Clock clock = Clock.systemUTC();

  private Telemetry(Tracing tracing, @Nullable Metrics metrics, @Nullable MetricsServer server) {
    this.tracing = tracing;
    this.spans = new PipelineSpans(tracing);
    this.metrics = metrics;
    this.server = server;
  }

  /**
   * @throws IOException if the port of the metrics is taken
   */
  public static Telemetry open(TelemetryOptions options) throws IOException {
    Integer port = options.metricsPort();
    Metrics metrics = port == null ? null : new Metrics();
    MetricsServer server = port == null || metrics == null ? null : serve(port, metrics);
    Tracing tracing =
        options.collector() == null
            ? Tracing.none()
            : new OtlpTracing(options, options.collector());
    return new Telemetry(tracing, metrics, server);
  }

  private static MetricsServer serve(int port, Metrics metrics) throws IOException {
    try {
      return MetricsServer.start(port, metrics::scrape);
    } catch (IOException e) {
      throw new IOException("METRICS_PORT " + port + " is taken.", e);
    }
  }

  /**
   * Who is to hear of events besides others.
   *
   * @param log writes them to the log, and gets the labels for it
   */
  public List<PipelineObserver> observers(PipelineObserver log) {
    List<PipelineObserver> observers = new ArrayList<>();
    observers.add(scopes::on);
    if (tracing != Tracing.none()) {
      observers.add(spans);
    }
    if (metrics != null) {
      observers.add(new MetricsObserver(metrics, scopes));
    }
    observers.add(scopes.labelling(log));
    return observers;
  }

  /** Around what takes deliveries. */
  public DeliveryHandler around(DeliveryHandler deliveries) {
    return new ObservedDeliveries(deliveries, tracing, scopes, spans, metrics);
  }

  /** Around what reads messages. */
  public RequestDecoder around(RequestDecoder decoder) {
    return scopes.learning(decoder);
  }

  /** Around what publishes messages: whoever gets one goes on below its publishing. */
  public MessagePublisher around(MessagePublisher publisher) {
    return entry -> {
      Tracing.Span span =
          tracing.start(
              "publish",
              Tracing.Kind.PRODUCER,
              TraceContext.of(entry.attributes()),
              clock.instant(),
              Map.of("vividly.request_id", entry.requestId().toString()));
      String problem = "failed";
      try {
        publisher.publish(within(entry, span.context()));
        problem = null;
      } finally {
        span.end(clock.instant(), problem);
      }
    };
  }

  private static Outbox.Entry within(Outbox.Entry entry, TraceContext context) {
    Map<String, String> attributes = new HashMap<>(entry.attributes());
    attributes.putAll(context.attributes());
    return new Outbox.Entry(
        entry.id(),
        entry.requestId(),
        attributes,
        entry.body(),
        entry.createdAt(),
        entry.attempt());
  }

  /**
   * A call that may queue a message begins on this thread, and goes on until the result is closed;
   * see {@link #messageAttributes}.
   *
   * @param traceparent of the caller; null if there is none
   */
  public Call begin(String name, @Nullable String traceparent) {
    Tracing.Span span =
        tracing.start(
            name, Tracing.Kind.SERVER, TraceContext.parse(traceparent), clock.instant(), Map.of());
    Scope scope = Scope.open(span.context(), null);
    return () -> {
      scope.close();
      span.end(clock.instant(), null);
    };
  }

  /** What a message carries that is queued by this thread: the trace that the thread works in. */
  public static Map<String, String> messageAttributes() {
    Scope scope = Scope.current();
    return scope == null ? Map.of() : scope.trace().attributes();
  }

  /** Shows how many messages wait to be published, and for how many seconds the oldest does. */
  public void showOutbox(DoubleSupplier waiting, DoubleSupplier oldestSeconds) {
    if (metrics != null) {
      metrics.gauge("vividly.outbox.waiting", waiting);
      metrics.secondsGauge("vividly.outbox.oldest", oldestSeconds);
    }
  }

  /** Where metrics are told; null for nowhere. */
  public @Nullable Integer metricsPort() {
    return server == null ? null : server.port();
  }

  /** Hands on what waits, for up to a second. */
  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    tracing.close();
    if (metrics != null) {
      metrics.close();
    }
  }

  /** A call that is going on. */
  public interface Call extends AutoCloseable {
    @Override
    void close();
  }
}
