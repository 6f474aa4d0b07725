package io.vividly.app;

import io.vividly.app.observe.Telemetry;
import io.vividly.core.model.PriceTable;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.DeadLetterHandler;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PipelineObserver;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.localai.media.DiskMediaStore;
import io.vividly.postgres.PostgresStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pipeline with all that it works with, the same however messages reach it. */
record Engine(
    ContentPipeline pipeline,
    DeliveryHandler deadLetters,
    PostgresStorage storage,
    MediaStore media,
    PipelineObserver observer,
    List<Loading<?>> parts,
    Telemetry telemetry) {

  /**
   * Opens everything but the stages and the media store, which begin to be loaded when the rest is
   * there: it is all that a delivery needs to be claimed, and they are not to hold it up.
   *
   * @param serviceName names this program in the event table
   * @param moreConnections for what else the process does with the database
   * @param observers are told what happens, besides the log and the event table
   * @param resources gets what is to be closed
   */
  static Engine open(
      Settings settings,
      String serviceName,
      int moreConnections,
      List<PipelineObserver> observers,
      Resources resources)
      throws IOException {
    HomeFolder.requireWritable(settings.home());
    PipelineSettings pipelineSettings = pipelineSettings(settings);
    Resources offline = resources.add(new Resources());
    Loading<Stages> stages = new Loading<>("stages", () -> ChosenStages.open(settings, offline));
    Loading<MediaStore> media = new Loading<>("media", () -> media(settings, offline));
    List<Loading<?>> parts = List.of(media, stages);
    parts.forEach(part -> resources.add(part::settle));
    PostgresStorage storage =
        Database.open(
            settings,
            settings.slots() + Database.SPARE_CONNECTIONS + moreConnections,
            serviceName,
            resources);
    MediaStore deferredMedia = new DeferredMedia(media);
    Telemetry telemetry = Observers.telemetry(settings, storage, resources);
    PipelineObserver observer = Observers.of(storage, telemetry, observers);
    PipelineAdapters adapters =
        new PipelineAdapters(
            new Inbound(telemetry.around(new JsonRequestDecoder()), storage.rejectedMessages()),
            DeferredStages.of(stages),
            new Storage(
                storage.requestStore(),
                deferredMedia,
                new JsonScriptFormat(),
                catalog(settings, storage),
                storage.costLedger()));
    ContentPipeline pipeline =
        resources.add(new ContentPipeline(adapters, pipelineSettings, observer, Clock.systemUTC()));
    parts.forEach(Loading::begin);
    return new Engine(
        pipeline,
        deadLetters(storage, observer),
        storage,
        deferredMedia,
        observer,
        parts,
        telemetry);
  }

  /** What takes deliveries, whoever brings them. */
  DeliveryHandler deliveries() {
    return telemetry.around(pipeline);
  }

  /**
   * Blocks until all is loaded that messages are worked on with.
   *
   * @throws RuntimeException if that is not possible, and no message could be worked on
   */
  void awaitLoaded() throws IOException {
    for (Loading<?> part : parts) {
      part.orFailure();
    }
  }

  /** In the bucket, if there is one; else on the disk. */
  static MediaStore media(Settings settings, Resources resources) {
    String bucket = settings.ai().bucket();
    return bucket == null
        ? new DiskMediaStore(settings.home().resolve("media"))
        : resources.add(GoogleOptions.media(settings.ai(), bucket));
  }

  /** Ends the requests whose messages are given up. */
  static DeliveryHandler deadLetters(PostgresStorage storage, PipelineObserver observer) {
    return new DeadLetterHandler(
        new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
        storage.requestStore(),
        ProcessName.get(),
        observer,
        Clock.systemUTC());
  }

  /**
   * What keeps this process from processing deliveries; a process that goes away says so at once.
   */
  List<String> problems() {
    List<String> problems = new ArrayList<>(problems(pipeline, storage));
    parts.stream()
        .filter(part -> !part.isLoaded())
        .forEach(part -> problems.add(part.name() + " are being loaded"));
    return problems;
  }

  static List<String> problems(ContentPipeline pipeline, PostgresStorage storage) {
    if (!pipeline.isAccepting()) {
      return List.of("shutting down");
    }
    return storage.isReady() ? List.of() : List.of("database");
  }

  private static PipelineSettings pipelineSettings(Settings settings) {
    return PipelineSettings.builder(ProcessName.get())
        .slots(settings.slots())
        .sceneThreads(settings.sceneThreads())
        .acknowledgeRejected(settings.acknowledgeRejected())
        .pipelineVersion(pipelineVersion(settings.ai()))
        .prices(prices(settings.ai().prices()))
        .build();
  }

  private static String pipelineVersion(AiSettings ai) {
    String google = GoogleOptions.version(ai);
    return PipelineVersion.ofThisBuild() + (google == null ? "" : "/" + google);
  }

  /**
   * @throws SettingsException with every problem of the file
   */
  private static PriceTable prices(@Nullable String file) {
    if (file == null) {
      return PriceFile.shipped();
    }
    List<String> problems = new ArrayList<>();
    PriceTable table = PriceFile.read(Path.of(file), problems);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return table;
  }

  private static ContentCatalog catalog(Settings settings, PostgresStorage storage) {
    return settings.reuseAnswers() ? storage.contentCatalog() : ContentCatalog.none();
  }
}
