package io.vividly.benchmarks.load;

import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.TransientFailureException;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import io.vividly.push.PushOptions;
import io.vividly.push.PushServer;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.ScriptedStages;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A push service whose server, pipeline and store are the real ones, and whose stages only wait, as
 * those do that ask a provider in the cloud. It ends with whoever started it.
 *
 * <p>Arguments: the URL of its database, its slots, and the milliseconds that a stage waits.
 */
final class WaitingService {

  private static final int SPARE_CONNECTIONS = 6;

  /** A machine under load takes its time to start several at once. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private WaitingService() {}

  public static void main(String[] arguments) throws Exception {
    int slots = Integer.parseInt(arguments[1]);
    PostgresStorage storage =
        PostgresStorage.open(
            PostgresOptions.builder(arguments[0])
                .poolSize(slots + SPARE_CONNECTIONS)
                .connectTimeout(START_PATIENCE)
                .build());
    ContentPipeline pipeline =
        new ContentPipeline(
            new PipelineAdapters(
                new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
                stages(Long.parseLong(arguments[2])),
                new Storage(
                    storage.requestStore(), new InMemoryMediaStore(), new JsonScriptFormat())),
            PipelineSettings.builder("load-" + ProcessHandle.current().pid()).slots(slots).build(),
            storage.eventLog(),
            Clock.systemUTC());
    PushServer server = new PushServer(pipeline, List::of, PushOptions.builder().build());
    server.start();
    System.out.println(Instance.READY + "http://localhost:" + server.port() + "/push");
    while (System.in.read() >= 0) {
      // Nobody writes; this waits for the end of whoever started it.
    }
    Runtime.getRuntime().halt(0);
  }

  private static Stages stages(long millis) {
    Stages made = new ScriptedStages().stages();
    return new Stages(
        request -> after(millis, () -> made.understanding().understand(request)),
        (topic, request, limit) ->
            after(millis, () -> made.retriever().retrieve(topic, request, limit)),
        (brief, onScene) -> after(millis, () -> made.scriptWriter().write(brief, onScene)));
  }

  private static <T> T after(long millis, Supplier<T> result) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("interrupted", e);
    }
    return result.get();
  }
}
