package io.vividly.app.observe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes OpenTelemetry's spans and hands them to a collector by OTLP over HTTP, in the background.
 * Nothing of OpenTelemetry is loaded before this class is.
 */
final class OtlpTracing implements Tracing {

  private static final String PATH = "/v1/traces";

  /** Of the 8 s after SIGTERM. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  OtlpTracing(TelemetryOptions options, TelemetryOptions.Collector collector) {
    this.provider =
        SdkTracerProvider.builder()
            .setResource(resource(options))
            // Who begins a trace decides whether it is kept.
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter(collector)).build())
            .build();
    this.tracer = provider.get("io.vividly");
  }

  @Override
  public Span start(
      String name,
      Kind kind,
      @Nullable TraceContext parent,
      Instant at,
      Map<String, String> attributes) {
    SpanBuilder builder =
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.valueOf(kind.name()))
            .setStartTimestamp(at)
            .setAllAttributes(toAttributes(attributes));
    if (parent == null) {
      builder.setNoParent();
    } else {
      builder.setParent(
          Context.root().with(io.opentelemetry.api.trace.Span.wrap(toContext(parent))));
    }
    return new OtlpSpan(builder.startSpan());
  }

  /** Hands on what waits, for about a second. */
  @Override
  public void close() {
    provider.shutdown().join(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Resource resource(TelemetryOptions options) {
    AttributesBuilder attributes = Attributes.builder().put("service.name", options.service());
    if (options.version() != null) {
      attributes.put("service.version", options.version());
    }
    if (options.project() != null) {
      attributes.put("gcp.project_id", options.project());
    }
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }

  private static OtlpHttpSpanExporter exporter(TelemetryOptions.Collector collector) {
    String endpoint = collector.endpoint().toString();
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.replaceAll("/+$", "") + PATH)
            .setTimeout(Duration.ofSeconds(10));
    collector.headers().forEach(builder::addHeader);
    return builder.build();
  }

  private static SpanContext toContext(TraceContext context) {
    return SpanContext.createFromRemoteParent(
        context.traceId(),
        context.spanId(),
        context.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  private static Attributes toAttributes(Map<String, String> attributes) {
    AttributesBuilder builder = Attributes.builder();
    attributes.forEach((name, value) -> builder.put(AttributeKey.stringKey(name), value));
    return builder.build();
  }

  private record OtlpSpan(io.opentelemetry.api.trace.Span span) implements Span {

    @Override
    public TraceContext context() {
      SpanContext context = span.getSpanContext();
      return new TraceContext(context.getTraceId(), context.getSpanId(), context.isSampled());
    }

    @Override
    public void event(String name, Instant at, Map<String, String> attributes) {
      span.addEvent(name, toAttributes(attributes), at);
    }

    @Override
    public void end(Instant at, @Nullable String problem) {
      if (problem != null) {
        span.setStatus(StatusCode.ERROR, problem);
      }
      span.end(at);
    }
  }
}
