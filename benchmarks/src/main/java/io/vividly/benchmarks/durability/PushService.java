package io.vividly.benchmarks.durability;

import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.push.PushOptions;
import io.vividly.push.PushServer;
import io.vividly.testkit.InMemoryMediaStore;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The real push service, pipeline, storage and event table, with stages that do nothing. */
final class PushService implements AutoCloseable {

  private final PostgresStorage storage;
  private final ContentPipeline pipeline;
  private final PushServer server;

  PushService(String databaseUrl, int slots) throws IOException {
    storage =
        PostgresStorage.open(
            PostgresOptions.builder(databaseUrl)
                .poolSize(DurableServer.CONNECTIONS)
                .sourceService("benchmark")
                .build());
    pipeline =
        new ContentPipeline(
            new PipelineAdapters(
                new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
                NoOpStages.stages(),
                new Storage(
                    storage.requestStore(), new InMemoryMediaStore(), new JsonScriptFormat())),
            PipelineSettings.builder("benchmark").slots(slots).sceneThreads(slots).build(),
            storage.eventLog(),
            Clock.systemUTC());
    server = new PushServer(pipeline, List::of, PushOptions.builder().build());
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.port() + "/push");
  }

  @Override
  public void close() throws InterruptedException {
    server.stop(Duration.ofSeconds(1));
    pipeline.close();
    storage.close();
  }
}
