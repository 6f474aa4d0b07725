package io.vividly.app;

import io.vividly.api.ApiOptions;
import io.vividly.core.model.Charge;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.OutboxRelay;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PipelineObserver;
import io.vividly.push.PushOptions;
import io.vividly.push.PushServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The push service with all that it works with, wired and running. */
final class Vividly implements AutoCloseable {

  /**
   * Cloud Run kills 10 s after SIGTERM, and everything is to be out in 8: the relay takes 2 s at
   * most, then the work, then the answers to the deliveries that it held.
   */
  private static final Duration WORK_STOP_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

  /** The subscription that local messages say they come from. */
  private static final String SUBSCRIPTION =
      "projects/local/subscriptions/content-generation-worker-sub";

  /** What a process does. */
  enum Role {
    /** Takes push messages. */
    PUSH,
    /**
     * Takes push messages, and hands on those that wait in the outbox: to the topic if there is
     * one, else to itself.
     */
    ALL,
    /** Pulls messages. */
    PULL,
    /** Hands on what waits in the outbox, and nothing else. */
    RELAY,
    /** Lets people ask and look. */
    API;

    boolean takesPushMessages() {
      return this == PUSH || this == ALL;
    }
  }

  private final Resources resources;
  private final PushServer server;
  private final Engine engine;

  private Vividly(Resources resources, PushServer server, Engine engine) {
    this.resources = resources;
    this.server = server;
    this.engine = engine;
  }

  /**
   * Starts everything; messages are taken when this returns, and wait for what is still loaded.
   *
   * @param observers are told what happens, besides the log and the event table
   * @param preparing is told, in words for a person, what is being done
   */
  static Vividly start(
      Settings settings, Role role, List<PipelineObserver> observers, Consumer<String> preparing)
      throws IOException {
    Resources resources = new Resources();
    try {
      return start(settings, role, observers, preparing, resources);
    } catch (IOException | RuntimeException e) {
      try (resources) {
        throw e;
      }
    }
  }

  private static Vividly start(
      Settings settings,
      Role role,
      List<PipelineObserver> observers,
      Consumer<String> preparing,
      Resources resources)
      throws IOException {
    // Once, before two threads do it at the same time.
    LoggerFactory.getILoggerFactory();
    preparing.accept("Starting the database and the push service");
    int more = role == Role.ALL ? ApiService.CONNECTIONS : 0;
    Loading<Engine> opening =
        new Loading<>(
                "engine", () -> Engine.open(settings, "vividly-push", more, observers, resources))
            .begin();
    // The two have nothing to do with each other; a delivery waits for what it needs.
    PushServer server = startServer(settings, opening);
    Engine engine;
    try {
      engine = opening.orFailure();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    // The pipeline stops first, so that every delivery in flight ends and is answered.
    resources.add(() -> server.stop(ANSWER_TIMEOUT));
    resources.add(() -> engine.pipeline().stop(WORK_STOP_TIMEOUT));
    if (role == Role.ALL) {
      startRelay(settings, server, engine, resources);
    }
    return new Vividly(resources, server, engine);
  }

  private static PushServer startServer(Settings settings, Loading<Engine> opening) {
    PushServer server =
        new PushServer(
            new DeferredHandler(opening, Engine::deliveries),
            new DeferredHandler(opening, Engine::deadLetters),
            () -> opening.isLoaded() ? opening.get().problems() : List.of("starting"),
            PushOptions.builder()
                .port(settings.port())
                .ackDeadline(settings.ackDeadline())
                .authentication(settings.pushAuthentication())
                .build(),
            Clock.systemUTC());
    try {
      Listening.on("PORT", settings.port(), server::start);
    } catch (RuntimeException e) {
      opening.settle();
      throw e;
    }
    return server;
  }

  /** To the topic if there is one; otherwise this process delivers to itself. */
  private static void startRelay(
      Settings settings, PushServer server, Engine engine, Resources resources) {
    if (settings.pubSub().topic() != null) {
      Relay.toTopic(settings, engine.storage(), engine.observer(), engine.telemetry(), resources);
    } else {
      Relay.start(
          settings,
          engine.telemetry().around(server.localPublisher(SUBSCRIPTION)),
          OutboxRelay.Settings.toEndpoint(),
          engine.storage(),
          engine.observer(),
          resources);
    }
  }

  /** Where push messages are taken. */
  URI pushUrl() {
    return URI.create("http://localhost:" + server.port() + "/push");
  }

  /**
   * Blocks until all is loaded that messages are worked on with.
   *
   * @throws RuntimeException if that is not possible, and no message could be worked on
   */
  void awaitLoaded() throws IOException {
    engine.awaitLoaded();
  }

  /** Where metrics are told; null for nowhere. */
  @Nullable Integer metricsPort() {
    return engine.telemetry().metricsPort();
  }

  /** Starts the API as well, on the same database and media; the caller closes it first. */
  ApiService startApi(ApiOptions options) {
    return ApiService.beside(options, engine.storage(), engine.media(), engine.telemetry());
  }

  /** Queues a request, which is then delivered like any other. */
  void submit(ContentRequest request) {
    engine.storage().outbox().submit(request);
  }

  /** What a request cost, in US dollars, as far as there are prices. */
  BigDecimal cost(RequestId id) {
    return engine.storage().costLedger().of(id).stream()
        .map(Charge::cost)
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  MediaStore media() {
    return engine.media();
  }

  @Override
  public void close() {
    resources.close();
  }
}
