package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.ScriptedStages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load balancer is told about a process. */
class ReadinessTest {

  @Test
  void a_process_that_cannot_process_deliveries_says_why(@TempDir Path home)
      throws IOException, InterruptedException {
    EmbeddedDatabase database = EmbeddedDatabase.open(home.resolve("postgres"));
    PostgresOptions options =
        PostgresOptions.builder(database.url()).connectTimeout(Duration.ofMillis(500)).build();
    try (PostgresStorage storage = PostgresStorage.open(options);
        ContentPipeline pipeline = pipeline(storage)) {
      assertThat(Engine.problems(pipeline, storage)).isEmpty();

      database.close();
      assertThat(Engine.problems(pipeline, storage)).containsExactly("database");

      pipeline.stop(Duration.ofSeconds(1));
      assertThat(Engine.problems(pipeline, storage)).containsExactly("shutting down");
    } finally {
      database.close();
    }
  }

  private static ContentPipeline pipeline(PostgresStorage storage) {
    return new ContentPipeline(
        new PipelineAdapters(
            new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
            new ScriptedStages().stages(),
            new Storage(
                storage.requestStore(),
                new InMemoryMediaStore(),
                new JsonScriptFormat(),
                storage.contentCatalog())),
        PipelineSettings.builder("test").build(),
        event -> {},
        Clock.systemUTC());
  }
}
