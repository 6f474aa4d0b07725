package io.vividly.testkit;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RejectedMessages;
import io.vividly.core.port.RequestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** A pipeline over scripted stages and stores in memory, and the words to test it with. */
final class PipelineTester implements AutoCloseable {

  /** A message that the decoder breaks down over. */
  static final String TOO_DEEP = "[[[[";

  private static final Duration TO_DEADLINE = Duration.ofMinutes(10);

  final SettableClock clock = new SettableClock();
  final InMemoryRequestStore store = new InMemoryRequestStore(clock);
  final InMemoryMediaStore media = new InMemoryMediaStore();
  final InMemoryRejectedMessages rejected = new InMemoryRejectedMessages();

  /** Every request makes its own answer, unless a test says otherwise. */
  ContentCatalog catalog = ContentCatalog.none();

  final InMemoryCostLedger ledger = new InMemoryCostLedger();
  final ScriptedStages stages = new ScriptedStages();

  /** Changes the stages that are started from now on. */
  UnaryOperator<Stages> adapting = scripted -> scripted;

  final RecordingObserver observer = new RecordingObserver();

  private final Map<String, ContentRequest> messages = new ConcurrentHashMap<>();
  private final List<ContentPipeline> instances = new ArrayList<>();
  private final List<Thread> callers = new ArrayList<>();

  /** Starts an instance with one slot, one scene at a time and no pause before a retry. */
  ContentPipeline start() {
    return start(settings -> settings);
  }

  ContentPipeline start(UnaryOperator<PipelineSettings.Builder> settings) {
    return start(settings, store, rejected, observer);
  }

  ContentPipeline start(
      UnaryOperator<PipelineSettings.Builder> settings,
      RequestStore requests,
      RejectedMessages rejectedMessages,
      PipelineObserver told) {
    PipelineSettings.Builder defaults =
        PipelineSettings.builder("instance-" + (instances.size() + 1))
            .slots(1)
            .sceneThreads(1)
            .retryPause(Duration.ZERO)
            .storagePatience(Duration.ZERO);
    ContentPipeline pipeline =
        new ContentPipeline(
            new PipelineAdapters(
                new Inbound(this::decode, rejectedMessages),
                adapting.apply(stages.stages()),
                new Storage(
                    requests,
                    media,
                    script -> script.title().getBytes(StandardCharsets.UTF_8),
                    catalog,
                    ledger)),
            settings.apply(defaults).build(),
            told,
            clock);
    instances.add(pipeline);
    return pipeline;
  }

  Delivery delivery(ContentRequest request) {
    return delivery(request, TO_DEADLINE);
  }

  Delivery delivery(ContentRequest request, Duration toDeadline) {
    messages.put(request.id().toString(), request);
    return message(request.id().toString(), toDeadline);
  }

  Delivery message(String body) {
    return message(body, TO_DEADLINE);
  }

  private Delivery message(String body, Duration toDeadline) {
    return new Delivery(
        "message-" + body,
        clock.instant(),
        1,
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8),
        clock.instant().plus(toDeadline));
  }

  /** Hands a delivery over on a thread of its own. */
  Pending handleAside(ContentPipeline pipeline, Delivery delivery) {
    AtomicBoolean interrupted = new AtomicBoolean();
    FutureTask<Disposition> task =
        new FutureTask<>(
            () -> {
              Disposition disposition = pipeline.handle(delivery);
              interrupted.set(Thread.currentThread().isInterrupted());
              return disposition;
            });
    Thread thread = new Thread(task, "caller-" + callers.size());
    callers.add(thread);
    thread.start();
    return new Pending(task, thread, interrupted);
  }

  InMemoryRequestStore.Snapshot stored(ContentRequest request) {
    return stored(request.id());
  }

  private InMemoryRequestStore.Snapshot stored(RequestId id) {
    return store.find(id).orElseThrow();
  }

  private ContentRequest decode(Delivery delivery) {
    String body = new String(delivery.body(), StandardCharsets.UTF_8);
    if (body.equals(TOO_DEEP)) {
      throw new StackOverflowError("Dear diary");
    }
    ContentRequest request = messages.get(body);
    if (request == null) {
      throw new InvalidMessageException("request_id", "request_id must be a UUID");
    }
    return request;
  }

  @Override
  public void close() throws InterruptedException {
    instances.forEach(ContentPipeline::close);
    for (Thread caller : callers) {
      caller.join();
    }
  }

  /** What comes of a delivery, in its time. */
  record Pending(FutureTask<Disposition> task, Thread thread, AtomicBoolean interrupted) {

    Disposition await() throws Exception {
      return task.get(20, TimeUnit.SECONDS);
    }

    boolean isThere() {
      return task.isDone();
    }

    /** Whether the thread had its interrupt flag up when its delivery was handled. */
    boolean leftInterrupted() throws Exception {
      await();
      return interrupted.get();
    }

    /** Waits until the thread waits with a time limit, in a queue or for a change. */
    void awaitWaiting() {
      while (thread.getState() != Thread.State.TIMED_WAITING && !isThere()) {
        Thread.onSpinWait();
      }
    }

    /** Waits until the thread waits for scenes to end. */
    void awaitWaitingForScenes() {
      while (Arrays.stream(thread.getStackTrace())
              .noneMatch(frame -> frame.getMethodName().equals("awaitEnd"))
          && !isThere()) {
        Thread.onSpinWait();
      }
    }
  }
}
