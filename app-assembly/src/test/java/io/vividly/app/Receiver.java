package io.vividly.app;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Understanding;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.TransientFailureException;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.ScriptedStages;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A pipeline on a database of its own, whose understanding does what the question says. */
final class Receiver implements AutoCloseable {

  static final int SLOTS = 32;
  private static final int SPARE_CONNECTIONS = 6;

  final ContentPipeline pipeline;
  private final PostgresStorage storage;
  private final Map<RequestId, Integer> tries = new ConcurrentHashMap<>();

  Receiver(String databaseUrl) {
    storage =
        PostgresStorage.open(
            PostgresOptions.builder(databaseUrl).poolSize(SLOTS + SPARE_CONNECTIONS).build());
    pipeline =
        new ContentPipeline(
            new PipelineAdapters(
                new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
                stages(),
                new Storage(
                    storage.requestStore(), new InMemoryMediaStore(), new JsonScriptFormat())),
            // Waiting is free: a delivery that is turned away would count as one that failed.
            PipelineSettings.builder("receiver")
                .slots(SLOTS)
                .maxWaiting(1_000)
                .stageTries(1)
                .build(),
            event -> {},
            Clock.systemUTC());
  }

  private Stages stages() {
    Stages scripted = new ScriptedStages().stages();
    return new Stages(
        request -> understand(request, scripted.understanding()),
        scripted.retriever(),
        scripted.scriptWriter(),
        scripted.synthesizer(),
        scripted.videoRenderer(),
        scripted.audioEncoder());
  }

  private Understanding understand(ContentRequest request, LanguageUnderstanding otherwise) {
    int nth = tries.merge(request.id(), 1, Integer::sum);
    switch (request.query()) {
      case ThousandMessages.SLOW -> beSlow();
      case ThousandMessages.FAILS -> throw new TransientFailureException("Nobody answers.");
      case ThousandMessages.FAILS_TWICE -> {
        if (nth <= 2) {
          throw new TransientFailureException("Not this time.");
        }
      }
      case ThousandMessages.FAILS_FOR_GOOD ->
          throw new PermanentFailureException("It makes no sense.");
      default -> {}
    }
    return otherwise.understand(request);
  }

  /** As a provider is; nobody waits for anything here. */
  private static void beSlow() {
    try {
      TimeUnit.MILLISECONDS.sleep(Duration.ofMillis(300).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("The call was interrupted.", e);
    }
  }

  @Override
  public void close() {
    pipeline.close();
    storage.close();
  }
}
