package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The requests that this process deals with. Of equal deliveries one leads; the others follow, and
 * take neither a slot nor a connection while they wait for what comes of it.
 */
final class Flights {

  private final ConcurrentMap<ContentRequest, Flight> running = new ConcurrentHashMap<>();

  /** The flight of a request; a new one, which the caller leads, if there is none. */
  Flight join(ContentRequest request) {
    Flight mine = new Flight(request, Thread.currentThread());
    Flight first = running.putIfAbsent(request, mine);
    return first == null ? mine : first;
  }

  /** What one delivery does, and others wait for. */
  final class Flight {
    private final ContentRequest request;
    private final Thread leader;
    private final CompletableFuture<Optional<Disposition>> end = new CompletableFuture<>();

    private Flight(ContentRequest request, Thread leader) {
      this.request = request;
      this.leader = leader;
    }

    boolean isLedByCaller() {
      return leader == Thread.currentThread();
    }

    /** Shares what came of the request, and makes way for a new flight. */
    Disposition land(Disposition disposition) {
      end(isOfTheRequest(disposition) ? Optional.of(disposition) : Optional.empty());
      return disposition;
    }

    /** Makes way for a new flight; does nothing after {@link #land}. */
    void abandon() {
      end(Optional.empty());
    }

    private void end(Optional<Disposition> result) {
      // In this order: whoever is woken finds no flight that has ended.
      running.remove(request, this);
      end.complete(result);
    }

    /**
     * Waits for the leader.
     *
     * @return empty if the time was up, or if the flight ended with something that says nothing
     *     about the request, only about the leading delivery
     */
    Optional<Disposition> await(Duration atMost) throws InterruptedException {
      try {
        return end.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return Optional.empty();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a flight never ends with an exception", e);
      }
    }

    boolean hasEnded() {
      return end.isDone();
    }
  }

  private static boolean isOfTheRequest(Disposition disposition) {
    return disposition instanceof Acknowledge
        || disposition instanceof Retry retry && retry.reason() == Reason.FAILED;
  }
}
