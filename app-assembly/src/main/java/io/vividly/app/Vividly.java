package io.vividly.app;

import io.vividly.api.ApiOptions;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.DeadLetterHandler;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.OutboxRelay;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.pipeline.Sweeper;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PipelineObserver;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.localai.media.DiskMediaStore;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.push.PushOptions;
import io.vividly.push.PushServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

  /** Besides those that work on a slot each: the lease keeper, readiness, the relay, the events. */
  private static final int SPARE_CONNECTIONS = 6;

  /** What a process does. */
  enum Role {
    /** Takes push messages. */
    PUSH,
    /** Takes push messages, and brings itself those that wait in the outbox. */
    ALL
  }

  private final Resources resources;
  private final PushServer server;
  private final PostgresStorage storage;
  private final MediaStore media;

  private Vividly(
      Resources resources, PushServer server, PostgresStorage storage, MediaStore media) {
    this.resources = resources;
    this.server = server;
    this.storage = storage;
    this.media = media;
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
    requireWritable(settings.home());
    preparing.accept("Starting the database, loading the knowledge");
    // The two have nothing to do with each other and take a second or more each.
    Resources offline = resources.add(new Resources());
    CompletableFuture<Stages> stages =
        CompletableFuture.supplyAsync(() -> OfflineStages.open(settings, offline));
    resources.add(() -> stages.exceptionally(e -> null).join());
    int connections =
        settings.slots() + SPARE_CONNECTIONS + (role == Role.ALL ? ApiService.CONNECTIONS : 0);
    PostgresStorage storage = openStorage(settings, "vividly-push", connections, resources);
    MediaStore media = media(settings);
    PipelineObserver observer = observer(storage, observers);
    PipelineAdapters adapters =
        new PipelineAdapters(
            new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
            loaded(stages),
            new Storage(
                storage.requestStore(), media, new JsonScriptFormat(), catalog(settings, storage)));
    ContentPipeline pipeline =
        resources.add(
            new ContentPipeline(adapters, pipelineSettings(settings), observer, Clock.systemUTC()));
    preparing.accept("Starting the push service");
    DeadLetterHandler deadLetters =
        new DeadLetterHandler(
            adapters.inbound(),
            storage.requestStore(),
            ProcessName.get(),
            observer,
            Clock.systemUTC());
    PushServer server = startServer(settings, pipeline, deadLetters, storage, resources);
    if (role == Role.ALL) {
      startRelay(server, storage.outbox(), deadLetters, observer, resources);
      startSweeper(settings, storage.outbox(), observer, resources);
    }
    return new Vividly(resources, server, storage, media);
  }

  static MediaStore media(Settings settings) {
    return new DiskMediaStore(settings.home().resolve("media"));
  }

  /**
   * @param name of the program in the event table
   */
  static PostgresStorage openStorage(
      Settings settings, String name, int connections, Resources resources) throws IOException {
    String url = settings.databaseUrl();
    if (url == null) {
      Path folder = settings.home().resolve("postgres");
      url = resources.add(EmbeddedDatabase.open(folder)).url();
    }
    PostgresOptions options =
        PostgresOptions.builder(url).poolSize(connections).sourceService(name).build();
    try {
      return resources.add(PostgresStorage.open(options));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(List.of("DATABASE_URL: " + e.getMessage()));
    }
  }

  static void requireWritable(Path home) {
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new SettingsException(
          List.of("VIVIDLY_HOME " + home + " is not a folder and cannot be made one."));
    }
    if (!Files.isWritable(home)) {
      throw new SettingsException(List.of("VIVIDLY_HOME " + home + " cannot be written to."));
    }
  }

  private static PipelineObserver observer(
      PostgresStorage storage, List<PipelineObserver> observers) {
    List<PipelineObserver> all = new ArrayList<>(observers);
    all.add(new LogObserver());
    all.add(storage.eventLog());
    return PipelineObserver.all(all);
  }

  private static PipelineSettings pipelineSettings(Settings settings) {
    return PipelineSettings.builder(ProcessName.get())
        .slots(settings.slots())
        .sceneThreads(settings.sceneThreads())
        .acknowledgeRejected(settings.acknowledgeRejected())
        .pipelineVersion(PipelineVersion.ofThisBuild())
        .build();
  }

  private static ContentCatalog catalog(Settings settings, PostgresStorage storage) {
    return settings.reuseAnswers() ? storage.contentCatalog() : ContentCatalog.none();
  }

  private static PushServer startServer(
      Settings settings,
      ContentPipeline pipeline,
      DeliveryHandler deadLetters,
      PostgresStorage storage,
      Resources resources) {
    PushServer server =
        new PushServer(
            pipeline,
            deadLetters,
            () -> problems(pipeline, storage),
            PushOptions.builder()
                .port(settings.port())
                .ackDeadline(settings.ackDeadline())
                .authentication(settings.pushAuthentication())
                .build(),
            Clock.systemUTC());
    server.start();
    // The pipeline stops first, so that every delivery in flight ends and is answered.
    resources.add(() -> server.stop(ANSWER_TIMEOUT));
    resources.add(() -> pipeline.stop(WORK_STOP_TIMEOUT));
    return server;
  }

  /**
   * What keeps this process from processing deliveries; a process that goes away says so at once.
   */
  static List<String> problems(ContentPipeline pipeline, PostgresStorage storage) {
    if (!pipeline.isAccepting()) {
      return List.of("shutting down");
    }
    return storage.isReady() ? List.of() : List.of("database");
  }

  private static void startRelay(
      PushServer server,
      Outbox outbox,
      DeliveryHandler deadLetters,
      PipelineObserver observer,
      Resources resources) {
    resources
        .add(
            new OutboxRelay(
                outbox,
                server.localPublisher(SUBSCRIPTION),
                deadLetters,
                OutboxRelay.Settings.toEndpoint(),
                observer,
                Clock.systemUTC()))
        .start();
  }

  private static void startSweeper(
      Settings settings, Outbox outbox, PipelineObserver observer, Resources resources) {
    resources.add(new Sweeper(outbox, settings.stuckAfter(), observer, Clock.systemUTC())).start();
  }

  private static Stages loaded(CompletableFuture<Stages> stages) {
    try {
      return stages.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** Where push messages are taken. */
  URI pushUrl() {
    return URI.create("http://localhost:" + server.port() + "/push");
  }

  /** Starts the API as well, on the same database and media; the caller closes it first. */
  ApiService startApi(ApiOptions options) {
    return ApiService.beside(options, storage, media);
  }

  /** Queues a request, which is then delivered like any other. */
  void submit(ContentRequest request) {
    storage.outbox().submit(request);
  }

  MediaStore media() {
    return media;
  }

  @Override
  public void close() {
    resources.close();
  }
}
