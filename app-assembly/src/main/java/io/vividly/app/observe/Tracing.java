package io.vividly.app.observe;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes spans, or only carries the trace on. Safe for use by many threads. */
interface Tracing extends AutoCloseable {

  /** What a span is in the traffic between services. */
  enum Kind {
    SERVER,
    PRODUCER,
    CONSUMER,
    CLIENT,
    INTERNAL
  }

  /**
   * Begins a span.
   *
   * @param parent null begins a trace
   */
  Span start(
      String name,
      Kind kind,
      @Nullable TraceContext parent,
      Instant at,
      Map<String, String> attributes);

  @Override
  void close();

  /** Some work, as a trace shows it. */
  interface Span {

    TraceContext context();

    /** Something happened meanwhile. */
    void event(String name, Instant at, Map<String, String> attributes);

    /**
     * Ends it; a second end changes nothing.
     *
     * @param problem why the work failed; null if it did not
     */
    void end(Instant at, @Nullable String problem);
  }

  /** Carries traces on without adding to them. */
  static Tracing none() {
    return NoTracing.INSTANCE;
  }
}
