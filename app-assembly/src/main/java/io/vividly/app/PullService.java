package io.vividly.app;

import io.vividly.app.observe.Telemetry;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.port.PipelineObserver;
import io.vividly.postgres.PostgresStorage;
import io.vividly.pubsub.HealthServer;
import io.vividly.pubsub.PullReport;
import io.vividly.pubsub.PullWorker;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pull worker with all that it works with, wired. */
final class PullService implements AutoCloseable {

  /** Of the 8 s after SIGTERM: the work takes the first, the answers to Pub/Sub the second. */
  private static final Duration WORK_STOP_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  private final Resources resources;
  private final PullWorker worker;
  private final @Nullable HealthServer health;

  private PullService(Resources resources, PullWorker worker, @Nullable HealthServer health) {
    this.resources = resources;
    this.worker = worker;
    this.health = health;
  }

  /**
   * Makes everything ready; nothing is pulled before {@link #run}.
   *
   * @param job whether it ends by itself
   * @param preparing is told, in words for a person, what is being done
   */
  static PullService start(Settings settings, boolean job, Consumer<String> preparing)
      throws IOException {
    Resources resources = new Resources();
    try {
      preparing.accept("Starting the database, loading the knowledge");
      Engine engine = Engine.open(settings, "vividly-pull", 0, List.of(), resources);
      // A message is not to be held, and its attempts not used up, by what cannot work.
      engine.awaitLoaded();
      return start(settings.pubSub(), job, engine, resources);
    } catch (IOException | RuntimeException e) {
      try (resources) {
        throw e;
      }
    }
  }

  /** As {@link #start}, for the dead letters, whose requests it ends as failed. */
  static PullService startForDeadLetters(Settings settings, boolean job, Consumer<String> preparing)
      throws IOException {
    Resources resources = new Resources();
    try {
      preparing.accept("Starting the database");
      PostgresStorage storage =
          Database.open(
              settings,
              settings.slots() + Database.SPARE_CONNECTIONS,
              "vividly-dead-letters",
              resources);
      Telemetry telemetry = Observers.telemetry(settings, storage, resources);
      PipelineObserver observer = Observers.of(storage, telemetry, List.of());
      PubSubSettings pubSub = settings.pubSub().forDeadLetters();
      PullWorker worker =
          resources.add(
              new PullWorker(
                  telemetry.around(Engine.deadLetters(storage, observer)),
                  pubSub.options(),
                  pubSub.pullOptions(job)));
      HealthServer health =
          startHealth(
              pubSub, () -> storage.isReady() ? worker.problems() : List.of("database"), resources);
      resources.add(() -> worker.awaitEnd(ANSWER_TIMEOUT));
      resources.add(worker::stop);
      return new PullService(resources, worker, health);
    } catch (IOException | RuntimeException e) {
      try (resources) {
        throw e;
      }
    }
  }

  private static @Nullable HealthServer startHealth(
      PubSubSettings settings, Supplier<List<String>> problems, Resources resources)
      throws IOException {
    Integer port = settings.healthPort();
    try {
      return port == null ? null : resources.add(HealthServer.start(port, problems));
    } catch (BindException e) {
      throw new PortTakenException("HEALTH_CHECK_PORT", Objects.requireNonNull(port), e);
    }
  }

  private static PullService start(
      PubSubSettings settings, boolean job, Engine engine, Resources resources) throws IOException {
    ContentPipeline pipeline = engine.pipeline();
    PullWorker worker =
        resources.add(
            new PullWorker(engine.deliveries(), settings.options(), settings.pullOptions(job)));
    HealthServer health = startHealth(settings, () -> problems(engine, worker), resources);
    // In reverse: nothing new, then the work ends, then what is held is answered.
    resources.add(() -> worker.awaitEnd(ANSWER_TIMEOUT));
    resources.add(() -> pipeline.stop(WORK_STOP_TIMEOUT));
    resources.add(worker::stop);
    return new PullService(resources, worker, health);
  }

  /** Pulls until the job is done or the process is told to end. */
  PullReport run() throws InterruptedException {
    return worker.run();
  }

  /** Where it tells how it is; null for nowhere. */
  @Nullable Integer healthPort() {
    return health == null ? null : health.port();
  }

  @Override
  public void close() {
    resources.close();
  }

  private static List<String> problems(Engine engine, PullWorker worker) {
    List<String> problems = new ArrayList<>(engine.problems());
    worker.problems().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
    return problems;
  }
}
