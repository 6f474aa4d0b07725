package io.vividly.core.pipeline;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.Disposition.Retry.Reason;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.PipelineEvent.DeliveryReceived;
import io.vividly.core.port.PipelineEvent.MessageRejected;
import io.vividly.core.port.PipelineEvent.RequestReceived;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

  private final PipelineAdapters adapters;
  private final PipelineSettings settings;
  private final Clock clock;
  private final EventSink events;
  private final Patience patience;
  private final Slots slots;
  private final LeaseKeeper leases;
  private final ExecutorService sceneThreads;
  private final RequestProcessor requestProcessor;
  private final InFlight inFlight = new InFlight();
  private volatile boolean stopping;

  public ContentPipeline(
      PipelineAdapters adapters,
      PipelineSettings settings,
      PipelineObserver observer,
      Clock clock) {
    this.adapters = adapters;
    this.settings = settings;
    this.clock = clock;
    this.events = new EventSink(observer, clock);
    this.patience = new Patience(settings.storagePatience(), () -> stopping, events);
    RequestStore store = new PatientRequestStore(adapters.storage().requests(), patience);
    this.slots = new Slots(settings.slots(), settings.maxWaiting());
    this.leases = new LeaseKeeper(adapters.storage().requests(), settings.lease());
    this.sceneThreads = newSceneThreads(settings.sceneThreads());
    Accounts accounts =
        new Accounts(adapters.storage().ledger(), settings.prices(), patience, events);
    ClaimedWork claimedWork =
        new ClaimedWork(store, settings, events, leases, accounts, means(store));
    this.requestProcessor =
        new RequestProcessor(store, slots, claimedWork, settings, events, () -> stopping);
  }

  private Attempt.Means means(RequestStore store) {
    Stages stages = adapters.stages();
    Storage storage = adapters.storage();
    return new Attempt.Means(
        stages,
        new SceneProduction(stages, storage.media(), sceneThreads),
        new Publication(stages, storage),
        new SharedAnswers(store, storage, patience, settings, events),
        settings.passageLimit());
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

  /**
   * Answers a request that did not come as a message, for a program that has the pipeline in
   * itself. As {@link #handle}, it never throws and blocks until the request has ended. A request
   * at odds with another one that has its id is rejected; it is not kept, because the caller has
   * it.
   *
   * @param answerBy until when to wait at most if somebody else works on the request
   */
  public Disposition answer(ContentRequest request, Instant answerBy) {
    inFlight.enter();
    try {
      events.emit(at -> new RequestReceived(at, request.id(), null, at));
      return process(request, answerBy);
    } catch (InvalidMessageException e) {
      return new Reject(e.field(), e.problem(), true);
    } catch (RuntimeException | Error e) {
      return new Retry(request.id(), Reason.FAILED, ClaimedWork.describe(e));
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
    try {
      ContentRequest request = adapters.inbound().decoder().decode(delivery);
      events.emit(at -> new RequestReceived(at, request.id(), delivery.publishedAt(), receivedAt));
      return process(request, delivery.deadline());
    } catch (InvalidMessageException e) {
      return keep(delivery, e);
    }
  }

  private Disposition process(ContentRequest request, Instant answerBy) {
    try {
      return requestProcessor.process(
          request, new Deadline(clock, answerBy, settings.deadlineMargin()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Retries.shuttingDown(request.id());
    } catch (InvalidMessageException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return new Retry(request.id(), Reason.FAILED, ClaimedWork.describe(e));
    }
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
      patience.run(() -> adapters.inbound().rejectedMessages().keep(delivery, problem));
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
