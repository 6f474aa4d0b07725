package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.ClaimResult.Claimed;
import io.vividly.core.port.ClaimResult.Conflicting;
import io.vividly.core.port.ClaimResult.Finished;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.PipelineEvent.DeliveryJoined;
import io.vividly.core.port.RequestState;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sees to it that a request is worked on by one delivery at a time: claims it, or waits for whoever
 * works on it, in this process or in another, and shares what comes of it.
 */
final class RequestProcessor {

  /**
   * How long a waiting delivery sleeps at most before it looks again: a lease that runs out tells
   * nobody, and a notification may get lost.
   */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final RequestStore store;
  private final Slots slots;
  private final ClaimedWork claimedWork;
  private final PipelineSettings settings;
  private final EventSink events;
  private final BooleanSupplier stopping;
  private final Flights flights = new Flights();

  RequestProcessor(
      RequestStore store,
      Slots slots,
      ClaimedWork claimedWork,
      PipelineSettings settings,
      EventSink events,
      BooleanSupplier stopping) {
    this.store = store;
    this.slots = slots;
    this.claimedWork = claimedWork;
    this.settings = settings;
    this.events = events;
    this.stopping = stopping;
  }

  /**
   * Leads the work on a request, or follows the delivery of it that does.
   *
   * @throws InvalidMessageException if the request is at odds with one that has its id
   */
  Disposition process(ContentRequest request, Deadline deadline) throws InterruptedException {
    boolean joined = false;
    while (true) {
      Flights.Flight flight = flights.join(request);
      if (flight.isLedByCaller()) {
        try {
          return flight.land(lead(request, deadline));
        } finally {
          flight.abandon();
        }
      }
      if (!joined) {
        joined(request.id());
        joined = true;
      }
      Optional<Disposition> shared = flight.await(deadline.remaining(LOOK_AGAIN));
      if (shared.isPresent()) {
        return shared.get();
      }
      if (deadline.isPast() && !flight.hasEnded()) {
        return Retries.heldElsewhere(request.id());
      }
    }
  }

  /** Works on the request, or waits for the process that does. */
  private Disposition lead(ContentRequest request, Deadline deadline) throws InterruptedException {
    Optional<Disposition> now = tryToWorkAtOnce(request, deadline);
    if (now.isEmpty()) {
      now = tryToSettle(request, deadline);
    }
    if (now.isPresent()) {
      return now.get();
    }
    joined(request.id());
    Signal change = new Signal();
    try (Watch watch = store.watch(request.id(), change)) {
      while (true) {
        // Also before the first wait: it may have changed before it was watched.
        Optional<Disposition> settled = tryToSettle(request, deadline);
        if (settled.isPresent()) {
          return settled.get();
        }
        if (deadline.isPast()) {
          return Retries.heldElsewhere(request.id());
        }
        change.await(deadline.remaining(LOOK_AGAIN));
      }
    }
  }

  /** Most deliveries are of a new request and find a slot: a claim is all that they need. */
  private Optional<Disposition> tryToWorkAtOnce(ContentRequest request, Deadline deadline)
      throws InterruptedException {
    try (Slot slot = new Slot(slots)) {
      return slot.take(Duration.ZERO) == Slots.Answer.GRANTED && !stopping.getAsBoolean()
          ? claim(request, new Turn(slot, deadline))
          : Optional.empty();
    }
  }

  /** Empty if somebody else works on it. */
  private Optional<Disposition> tryToSettle(ContentRequest request, Deadline deadline)
      throws InterruptedException {
    if (stopping.getAsBoolean()) {
      return Optional.of(Retries.shuttingDown(request.id()));
    }
    RequestState state = store.stateOf(request);
    if (state instanceof RequestState.Ended ended) {
      return Optional.of(new Acknowledge(request.id(), ended.outcome()));
    }
    if (state instanceof RequestState.Conflicting) {
      throw conflict();
    }
    return state instanceof RequestState.Free ? tryToWork(request, deadline) : Optional.empty();
  }

  private Optional<Disposition> tryToWork(ContentRequest request, Deadline deadline)
      throws InterruptedException {
    try (Slot slot = new Slot(slots)) {
      Slots.Answer answer = slot.take(deadline.remaining());
      if (stopping.getAsBoolean()) {
        return Optional.of(Retries.shuttingDown(request.id()));
      }
      if (answer != Slots.Answer.GRANTED) {
        // What ended while this one waited for a slot needs none.
        return Optional.of(
            claimedWork.outcomeOr(Retries.noSlot(request.id(), answer), request.id()));
      }
      return claim(request, new Turn(slot, deadline));
    }
  }

  /** Empty if somebody else works on it. */
  private Optional<Disposition> claim(ContentRequest request, Turn turn)
      throws InterruptedException {
    ClaimResult result = store.claim(request, settings.holder(), settings.lease());
    if (result instanceof Claimed claimed) {
      return Optional.of(claimedWork.run(request, claimed, turn));
    }
    if (result instanceof Conflicting) {
      throw conflict();
    }
    return result instanceof Finished finished
        ? Optional.of(new Acknowledge(request.id(), finished.outcome()))
        : Optional.empty();
  }

  private void joined(RequestId id) {
    events.emit(at -> new DeliveryJoined(at, id));
  }

  static InvalidMessageException conflict() {
    return new InvalidMessageException(
        "request_id",
        "request_id is that of a request that asks something else; a new question needs a new id.");
  }
}
