package io.vividly.app;

import io.vividly.app.observe.Telemetry;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The pipeline with all that it works with, the same however messages reach it. */
record Engine(
    ContentPipeline pipeline,
    DeliveryHandler deadLetters,
    PostgresStorage storage,
    MediaStore media,
    PipelineObserver observer,
    Loading<Stages> stages,
    Telemetry telemetry) {

  /**
   * Opens everything but the stages, which begin to be loaded when the rest is there: it is all
   * that a delivery needs to be claimed, and they are not to hold it up.
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
    Resources offline = resources.add(new Resources());
    Loading<Stages> stages = new Loading<>("stages", () -> OfflineStages.open(settings, offline));
    resources.add(stages::settle);
    PostgresStorage storage =
        Database.open(
            settings,
            settings.slots() + Database.SPARE_CONNECTIONS + moreConnections,
            serviceName,
            resources);
    MediaStore media = media(settings);
    Telemetry telemetry = Observers.telemetry(settings, storage, resources);
    PipelineObserver observer = Observers.of(storage, telemetry, observers);
    PipelineAdapters adapters =
        new PipelineAdapters(
            new Inbound(telemetry.around(new JsonRequestDecoder()), storage.rejectedMessages()),
            DeferredStages.of(stages),
            new Storage(
                storage.requestStore(),
                media,
                new JsonScriptFormat(),
                catalog(settings, storage),
                storage.costLedger()));
    ContentPipeline pipeline =
        resources.add(
            new ContentPipeline(adapters, pipelineSettings(settings), observer, Clock.systemUTC()));
    stages.begin();
    return new Engine(
        pipeline, deadLetters(storage, observer), storage, media, observer, stages, telemetry);
  }

  /** What takes deliveries, whoever brings them. */
  DeliveryHandler deliveries() {
    return telemetry.around(pipeline);
  }

  static MediaStore media(Settings settings) {
    return new DiskMediaStore(settings.home().resolve("media"));
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
    if (!stages.isLoaded()) {
      problems.add("stages are being loaded");
    }
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
        .pipelineVersion(PipelineVersion.ofThisBuild())
        .build();
  }

  private static ContentCatalog catalog(Settings settings, PostgresStorage storage) {
    return settings.reuseAnswers() ? storage.contentCatalog() : ContentCatalog.none();
  }
}
