package io.vividly.app.observe;

import io.vividly.core.model.RequestId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a thread works on: a delivery, or a call of the API. It is also what log lines are labelled
 * with.
 */
final class Scope implements AutoCloseable {

  static final String TRACE_ID = "trace_id";
  static final String SPAN_ID = "span_id";
  static final String REQUEST_ID = "request_id";
  static final String CORRELATION_ID = "correlation_id";

  private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

  private final TraceContext trace;
  private final @Nullable Instant publishedAt;
  private volatile @Nullable RequestId requestId;
  private volatile @Nullable String correlationId;

  private Scope(TraceContext trace, @Nullable Instant publishedAt) {
    this.trace = trace;
    this.publishedAt = publishedAt;
  }

  /** Makes it what this thread works on, until it is closed. */
  static Scope open(TraceContext trace, @Nullable Instant publishedAt) {
    Scope scope = new Scope(trace, publishedAt);
    CURRENT.set(scope);
    MDC.put(TRACE_ID, trace.traceId());
    MDC.put(SPAN_ID, trace.spanId());
    return scope;
  }

  static @Nullable Scope current() {
    return CURRENT.get();
  }

  /** From now on it is known which request this is about. */
  void isAbout(RequestId id, String correlation) {
    requestId = id;
    correlationId = correlation;
    MDC.put(REQUEST_ID, id.toString());
    MDC.put(CORRELATION_ID, correlation);
  }

  TraceContext trace() {
    return trace;
  }

  /** When the message was published, if known. */
  @Nullable Instant publishedAt() {
    return publishedAt;
  }

  @Nullable RequestId requestId() {
    return requestId;
  }

  /** Runs something on another thread that is about the same. */
  void label(Runnable action) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    put(TRACE_ID, trace.traceId());
    put(SPAN_ID, trace.spanId());
    put(REQUEST_ID, requestId == null ? null : String.valueOf(requestId));
    put(CORRELATION_ID, correlationId);
    try {
      action.run();
    } finally {
      MDC.setContextMap(before == null ? Map.of() : before);
    }
  }

  private static void put(String key, @Nullable String value) {
    if (value != null) {
      MDC.put(key, value);
    }
  }

  @Override
  public void close() {
    CURRENT.remove();
    MDC.remove(TRACE_ID);
    MDC.remove(SPAN_ID);
    MDC.remove(REQUEST_ID);
    MDC.remove(CORRELATION_ID);
  }
}
