package io.vividly.core.pipeline;

import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineObserver;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/** Stamps events with the time and hands them to the observer, whose failures are its own. */
final class EventSink {

  private final PipelineObserver observer;
  private final Clock clock;

  EventSink(PipelineObserver observer, Clock clock) {
    this.observer = observer;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns the time of the event. */
  Instant emit(Function<Instant, PipelineEvent> event) {
    Instant now = clock.instant();
    try {
      observer.on(event.apply(now));
    } catch (RuntimeException | Error e) {
      // The contract of PipelineObserver: it never fails a request.
    }
    return now;
  }
}
