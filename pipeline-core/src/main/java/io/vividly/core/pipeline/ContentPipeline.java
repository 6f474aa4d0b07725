package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.ClaimResult.Claimed;
import io.vividly.core.port.ClaimResult.Finished;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.PipelineEvent.DeliveryJoined;
import io.vividly.core.port.PipelineEvent.DeliveryReceived;
import io.vividly.core.port.PipelineEvent.MessageRejected;
import io.vividly.core.port.PipelineEvent.RequestReceived;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pipeline: decode, claim, work, disposition. One instance serves a process.
 *
 * <p>It owns the threads that make scenes and renew leases; {@link #close} ends them. It closes
 * none of its adapters.
 */
public final class ContentPipeline implements DeliveryHandler, AutoCloseable {

  /** How long a waiting delivery sleeps at most before it looks whether it has to go. */
  private static final Duration WAIT_SLICE = Duration.ofSeconds(1);

  /** A deadline further away than this counts as this far, so that it fits in nanoseconds. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final PipelineAdapters adapters;
  private final PipelineSettings settings;
  private final RequestStore store;
  private final Clock clock;
  private final EventSink events;
  private final Slots slots;
  private final LeaseKeeper leases;
  private final ExecutorService sceneThreads;
  private final ClaimedWork claimedWork;
  private final InFlight inFlight = new InFlight();
  private volatile boolean stopping;

  public ContentPipeline(
      PipelineAdapters adapters,
      PipelineSettings settings,
      PipelineObserver observer,
      Clock clock) {
    this.adapters = adapters;
    this.settings = settings;
    this.store = adapters.storage().requests();
    this.clock = clock;
    this.events = new EventSink(observer, clock);
    this.slots = new Slots(settings.slots(), settings.maxWaiting());
    this.leases = new LeaseKeeper(store, settings.lease());
    this.sceneThreads = newSceneThreads(settings.sceneThreads());
    this.claimedWork = new ClaimedWork(adapters, settings, events, leases, sceneThreads);
  }

  @Override
  public Disposition handle(Delivery delivery) {
    inFlight.enter();
    try {
      return receive(delivery);
    } catch (RuntimeException | Error e) {
      return new Retry(null, Reason.FAILED, ClaimedWork.describe(e));
    } finally {
      inFlight.leave();
    }
  }

  /** Decodes the message and processes the request in it. */
  private Disposition receive(Delivery delivery) {
    Instant receivedAt =
        events.emit(
            at ->
                new DeliveryReceived(
                    at, delivery.messageId(), delivery.publishedAt(), delivery.attempt()));
    ContentRequest request;
    try {
      request = adapters.inbound().decoder().decode(delivery);
    } catch (InvalidMessageException e) {
      return keep(delivery, e);
    }
    events.emit(at -> new RequestReceived(at, request.id(), delivery.publishedAt(), receivedAt));
    try {
      return process(request, delivery.deadline());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return shuttingDown(request.id());
    } catch (RuntimeException | Error e) {
      return new Retry(request.id(), Reason.FAILED, ClaimedWork.describe(e));
    }
  }

  /** Claims the request and works on it, or waits for whoever does. */
  private Disposition process(ContentRequest request, Instant deadline)
      throws InterruptedException {
    for (boolean joined = false; ; joined = true) {
      // What has ended needs no slot, and what ends while this one waits for a slot does not
      // either.
      Optional<Outcome> ended = store.outcomeOf(request.id());
      if (ended.isPresent()) {
        return new Acknowledge(request.id(), ended.get());
      }
      Slots.Answer slot = slots.acquire(remainingUntil(deadline));
      if (slot != Slots.Answer.GRANTED) {
        return stopping
            ? shuttingDown(request.id())
            : claimedWork.outcomeOr(noSlot(request.id(), slot), request.id());
      }
      try {
        if (stopping) {
          return shuttingDown(request.id());
        }
        ClaimResult result = store.claim(request, settings.holder(), settings.lease());
        if (result instanceof Claimed claimed) {
          return claimedWork.run(request, claimed);
        }
        if (result instanceof Finished finished) {
          return new Acknowledge(request.id(), finished.outcome());
        }
      } finally {
        slots.release();
      }
      if (!joined) {
        events.emit(at -> new DeliveryJoined(at, request.id()));
      }
      Duration remaining = remainingUntil(deadline);
      if (remaining.isNegative() || remaining.isZero()) {
        return new Retry(
            request.id(),
            Reason.HELD_ELSEWHERE,
            "The request is still being worked on; the next delivery shares its answer.");
      }
      store.awaitChange(request.id(), remaining.compareTo(WAIT_SLICE) < 0 ? remaining : WAIT_SLICE);
    }
  }

  /** How long a delivery may still wait for somebody else. */
  private Duration remainingUntil(Instant deadline) {
    Duration remaining =
        Duration.between(clock.instant(), deadline).minus(settings.deadlineMargin());
    return remaining.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : remaining;
  }

  @Override
  public Disposition reject(Delivery delivery, InvalidMessageException problem) {
    inFlight.enter();
    try {
      return keep(delivery, problem);
    } finally {
      inFlight.leave();
    }
  }

  private Disposition keep(Delivery delivery, InvalidMessageException problem) {
    try {
      adapters.inbound().rejectedMessages().keep(delivery, problem);
    } catch (RuntimeException | Error e) {
      return new Retry(
          null,
          Reason.FAILED,
          "The message is not valid and could not be kept; it shall come again. "
              + ClaimedWork.describe(e));
    }
    events.emit(
        at -> new MessageRejected(at, delivery.messageId(), problem.field(), problem.problem()));
    return new Reject(problem.field(), problem.problem(), settings.acknowledgeRejected());
  }

  /** Whether this pipeline still takes work. */
  public boolean isAccepting() {
    return !stopping;
  }

  /**
   * Stops: takes no new work, interrupts what runs, which keeps its checkpoints and releases its
   * leases, and waits until every delivery has its disposition.
   *
   * @return whether that was in time
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean stop(Duration atMost) throws InterruptedException {
    stopping = true;
    slots.open();
    leases.stopAll();
    return inFlight.awaitNone(atMost);
  }

  /** Stops without waiting. */
  @Override
  public void close() {
    stopping = true;
    slots.open();
    leases.stopAll();
    leases.close();
    sceneThreads.shutdownNow();
  }

  private static Disposition noSlot(RequestId id, Slots.Answer answer) {
    return answer == Slots.Answer.REFUSED
        ? new Retry(id, Reason.OVERLOADED, "Too many deliveries wait for a slot already.")
        : new Retry(id, Reason.BUSY, "No slot came free before the delivery's deadline.");
  }

  static Retry shuttingDown(RequestId id) {
    return new Retry(id, Reason.SHUTTING_DOWN, "This instance is shutting down.");
  }

  private static ExecutorService newSceneThreads(int count) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "vividly-scene-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
