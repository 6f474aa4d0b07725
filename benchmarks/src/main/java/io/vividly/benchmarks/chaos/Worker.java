package io.vividly.benchmarks.chaos;

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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A push service whose pipeline, store and server are the real ones and whose stages write into a
 * ledger. A process of its own: it says on its output what {@link WorkerProcess} waits for, opens
 * its gate when it gets a line, and ends with whoever started it.
 *
 * <p>Arguments: its name, the URL of its database, the JDBC URL of the ledger, and {@link
 * WorkerSettings}.
 */
final class Worker {

  static final String READY = "chaos ready ";
  static final String HELD = "chaos held ";
  static final String STOPPED = "chaos stopped ";

  /** So many that no request of a scenario waits for another one's end. */
  private static final int SLOTS = 64;

  private static final int DATABASE_CONNECTIONS = 12;
  private static final int DELIVERIES = 600;

  /** As the service itself does it: Cloud Run kills 10 s after SIGTERM, and it is out in 8. */
  private static final Duration WORK_STOP_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

  private Worker() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    String name = arguments[0];
    Gate gate = new Gate(id -> say(HELD + id), id -> say(STOPPED + id));
    WorkerLedger ledger = new WorkerLedger(arguments[2], name);
    PostgresStorage storage =
        PostgresStorage.open(
            PostgresOptions.builder(arguments[1] + "?application_name=" + name)
                .poolSize(DATABASE_CONNECTIONS)
                .sourceService(name)
                .build());
    WorkerSettings settings =
        WorkerSettings.parse(Arrays.asList(arguments).subList(3, arguments.length));
    LedgerStages stages = new LedgerStages(gate, ledger);
    PipelineAdapters adapters =
        new PipelineAdapters(
            new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
            stages.stages(),
            new Storage(
                WatchedStore.around(storage.requestStore(), stages, gate, ledger),
                new LedgerMedia(ledger),
                new JsonScriptFormat()));
    ContentPipeline pipeline =
        new ContentPipeline(
            adapters, pipelineSettings(name, settings), storage.eventLog(), Clock.systemUTC());
    PushServer server =
        new PushServer(
            pipeline,
            () -> storage.isReady() ? List.of() : List.of("database"),
            PushOptions.builder()
                .ackDeadline(settings.ackDeadline())
                .maxInFlight(DELIVERIES)
                .build());
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pipeline, server, storage)));
    say(READY + server.port());
    obey(gate);
  }

  private static PipelineSettings pipelineSettings(String name, WorkerSettings settings) {
    return PipelineSettings.builder(name)
        .slots(SLOTS)
        .maxWaiting(DELIVERIES)
        .sceneThreads(settings.sceneThreads())
        .lease(settings.lease())
        .deadlineMargin(settings.deadlineMargin())
        .maxAttempts(settings.maxAttempts())
        .build();
  }

  private static void stop(ContentPipeline pipeline, PushServer server, PostgresStorage storage) {
    try {
      pipeline.stop(WORK_STOP_TIMEOUT);
      server.stop(ANSWER_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pipeline.close();
      storage.close();
    }
  }

  /** Blocks until the process that started this one has gone. */
  private static void obey(Gate gate) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      gate.open();
    }
    Runtime.getRuntime().halt(1);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
