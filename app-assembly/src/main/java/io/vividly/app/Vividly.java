package io.vividly.app;

import io.vividly.api.ApiOptions;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.pipeline.OutboxRelay;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PipelineObserver;
import io.vividly.push.PushOptions;
import io.vividly.push.PushServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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
   * Starts everything.
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
    preparing.accept("Starting the database, loading the knowledge");
    int more = role == Role.ALL ? ApiService.CONNECTIONS : 0;
    Engine engine = Engine.open(settings, "vividly-push", more, observers, resources);
    preparing.accept("Starting the push service");
    PushServer server = startServer(settings, engine, resources);
    if (role == Role.ALL) {
      startRelay(settings, server, engine, resources);
    }
    return new Vividly(resources, server, engine);
  }

  private static PushServer startServer(Settings settings, Engine engine, Resources resources) {
    PushServer server =
        new PushServer(
            engine.pipeline(),
            engine.deadLetters(),
            engine::problems,
            PushOptions.builder()
                .port(settings.port())
                .ackDeadline(settings.ackDeadline())
                .authentication(settings.pushAuthentication())
                .build(),
            Clock.systemUTC());
    Listening.on("PORT", settings.port(), server::start);
    // The pipeline stops first, so that every delivery in flight ends and is answered.
    resources.add(() -> server.stop(ANSWER_TIMEOUT));
    resources.add(() -> engine.pipeline().stop(WORK_STOP_TIMEOUT));
    return server;
  }

  /** To the topic if there is one; otherwise this process delivers to itself. */
  private static void startRelay(
      Settings settings, PushServer server, Engine engine, Resources resources) {
    if (settings.pubSub().topic() != null) {
      Relay.toTopic(settings, engine.storage(), engine.observer(), resources);
    } else {
      Relay.start(
          settings,
          server.localPublisher(SUBSCRIPTION),
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

  /** Starts the API as well, on the same database and media; the caller closes it first. */
  ApiService startApi(ApiOptions options) {
    return ApiService.beside(options, engine.storage(), engine.media());
  }

  /** Queues a request, which is then delivered like any other. */
  void submit(ContentRequest request) {
    engine.storage().outbox().submit(request);
  }

  MediaStore media() {
    return engine.media();
  }

  @Override
  public void close() {
    resources.close();
  }
}
