package io.vividly.api;

import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.Multiset;
import io.javalin.http.Context;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.Watch;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET …/events}: follows a request live. A few threads serve all who follow; one who waits
 * takes none.
 */
final class EventEndpoint implements AutoCloseable {

  /** Of one caller at the same time. */
  static final int MAX_STREAMS = 10;

  private static final int THREADS = 4;
  private static final Pattern EVENT_ID = Pattern.compile("([0-9]{1,18})(-end)?");

  private final EventStream.Sources sources;
  private final RequestEndpoints requests;
  private final InstantSource clock;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final Multiset<String> counts = ConcurrentHashMultiset.create();
  private final ReentrantLock admission = new ReentrantLock();
  // Once this is closed there is nothing to look for.
  private final ExecutorService executor =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          EventEndpoint::thread,
          new ThreadPoolExecutor.DiscardPolicy());
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(EventEndpoint::thread);

  EventEndpoint(
      EventStream.Sources sources,
      RequestEndpoints requests,
      ApiOptions options,
      InstantSource clock) {
    this.sources = sources;
    this.requests = requests;
    this.clock = clock;
    long beat = options.heartbeat().toMillis();
    heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
  }

  void follow(Context context) {
    RequestDetails request = requests.own(context);
    LastEvent last = lastEvent(context);
    if (last.isFinal() && request.outcome() != null) {
      // Tells an EventSource, which would come back for ever, to stop.
      context.status(204);
      return;
    }
    Caller caller = Gate.caller(context);
    admit(caller);
    context
        .contentType("text/event-stream; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no");
    context.future(() -> open(context, request.summary().id(), caller, last.sequence()));
  }

  private CompletableFuture<Void> open(
      Context context, RequestId id, Caller caller, long sequence) {
    ServletOutputStream out = output(context, caller);
    EventStream stream = new EventStream(id, caller, sequence, sources, executor, out);
    Watch watch = sources.events().watch(id, stream::look);
    streams.add(stream);
    CompletableFuture<Void> end = stream.writer().end();
    end.whenComplete(
        (nothing, failure) -> {
          watch.close();
          streams.remove(stream);
          counts.remove(caller.subject());
        });
    try {
      out.setWriteListener(stream.writer());
    } catch (RuntimeException e) {
      end.complete(null);
      throw e;
    }
    stream.writer().send(SseText.HEARTBEAT);
    stream.look();
    return end;
  }

  private ServletOutputStream output(Context context, Caller caller) {
    try {
      return context.res().getOutputStream();
    } catch (IOException e) {
      counts.remove(caller.subject());
      throw new UncheckedIOException(e);
    }
  }

  private void admit(Caller caller) {
    admission.lock();
    try {
      if (counts.count(caller.subject()) >= MAX_STREAMS) {
        throw Problems.tooManyStreams(MAX_STREAMS).exception();
      }
      counts.add(caller.subject());
    } finally {
      admission.unlock();
    }
  }

  private void beat() {
    for (EventStream stream : streams) {
      if (stream.caller().expiresAt().isBefore(clock.instant())) {
        stream.writer().close();
      } else {
        stream.beat();
      }
    }
  }

  private static LastEvent lastEvent(Context context) {
    String header = context.header("Last-Event-ID");
    if (header == null || header.isEmpty()) {
      return new LastEvent(0, false);
    }
    Matcher form = EVENT_ID.matcher(header);
    if (!form.matches()) {
      throw Problems.invalid(
              "Last-Event-ID", "The header Last-Event-ID is not the id of an event from here.")
          .exception();
    }
    return new LastEvent(Long.parseLong(form.group(1)), form.group(2) != null);
  }

  /** How many follow. */
  int size() {
    return streams.size();
  }

  /** Ends all streams; clients come back, to another instance. */
  @Override
  public void close() {
    heart.shutdownNow();
    streams.forEach(stream -> stream.writer().close());
    executor.shutdown();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "vividly-api-events");
    thread.setDaemon(true);
    return thread;
  }

  /** The last event that the client has. */
  private record LastEvent(long sequence, boolean isFinal) {}
}
