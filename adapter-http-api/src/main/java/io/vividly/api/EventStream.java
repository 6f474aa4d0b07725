package io.vividly.api;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.RequestEvent;
import io.vividly.core.port.RequestEvents;
import io.vividly.core.port.TransientFailureException;
import jakarta.servlet.ServletOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client that follows one request: looks for news when told to, and sends them. */
final class EventStream {

  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final int BATCH = 100;

  private final RequestId id;
  private final Caller caller;
  private final Sources sources;
  private final Executor executor;
  private final SseWriter writer;
  // How often there was a reason to look since the last look began.
  private final AtomicInteger reasons = new AtomicInteger();
  private long sequence;

  EventStream(
      RequestId id,
      Caller caller,
      long sequence,
      Sources sources,
      Executor executor,
      ServletOutputStream out) {
    this.id = id;
    this.caller = caller;
    this.sequence = sequence;
    this.sources = sources;
    this.executor = executor;
    this.writer = new SseWriter(out, this::look);
  }

  /** Where the news come from, and how requests are shown. */
  record Sources(RequestDesk desk, RequestEvents events, RequestJson json) {}

  SseWriter writer() {
    return writer;
  }

  Caller caller() {
    return caller;
  }

  /** Looks for news soon, on another thread; never twice at the same time. */
  void look() {
    if (reasons.getAndIncrement() == 0) {
      executor.execute(this::lookUntilNoReason);
    }
  }

  /** Says that it is still there. It looks as well: a notification may have been lost. */
  void beat() {
    if (writer.isDrained()) {
      writer.send(SseText.HEARTBEAT);
    }
    look();
  }

  private void lookUntilNoReason() {
    int seen;
    do {
      seen = reasons.get();
      try {
        sendNews();
      } catch (TransientFailureException e) {
        // The next beat looks again.
      } catch (RuntimeException e) {
        log.error("A live stream ended with an unexpected {}", e.getClass().getName());
        writer.close();
      }
    } while (!reasons.compareAndSet(seen, 0));
  }

  /** A client that does not keep up is left alone until it has taken what it got. */
  private void sendNews() {
    if (writer.end().isDone() || !writer.isDrained()) {
      return;
    }
    Optional<RequestDetails> found = sources.desk().find(id);
    if (found.isEmpty()) {
      writer.close();
      return;
    }
    RequestDetails request = found.get();
    List<RequestEvent> news;
    do {
      news = sources.events().after(id, sequence, BATCH);
      for (RequestEvent event : news) {
        SseText.partial(event, request).ifPresent(writer::send);
        writer.send(SseText.event(event));
        sequence = event.sequence();
      }
    } while (news.size() == BATCH && writer.isDrained());
    if (request.outcome() != null && news.size() < BATCH) {
      writer.send(SseText.finished(sequence, sources.json().details(request, caller)));
      writer.close();
    }
  }
}
