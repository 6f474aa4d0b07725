package io.vividly.benchmarks.durability;

import com.zaxxer.hikari.HikariDataSource;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult.Claimed;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestStore;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.postgres.PostgresStorage;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The real pipeline on the real storage. Each delivery asks for an audio answer that another
 * instance gave back after it had found passages: six checkpoints are left to be made.
 */
final class VividlyContender implements Contender {

  private static final Duration LEASE = Duration.ofSeconds(12);

  private static final int PREPARING = 16;

  private final HikariDataSource pool;
  private final PostgresStorage storage;
  private final PipelineObserver observer;
  private final RequestStore store;
  private final JsonRequestEncoder encoder = new JsonRequestEncoder();
  private List<ContentRequest> requests = List.of();

  /**
   * @param pool is closed with this
   * @param writesEvents whether the table of events is written as well
   */
  VividlyContender(HikariDataSource pool, boolean writesEvents) {
    this.pool = pool;
    this.storage = PostgresStorage.on(pool, "benchmark");
    this.store = storage.requestStore();
    this.observer = writesEvents ? storage.eventLog() : event -> {};
  }

  @Override
  public void prepare(int deliveries) throws Exception {
    requests = Stream.generate(() -> Samples.request(Modality.AUDIO)).limit(deliveries).toList();
    ClosedLoop.forEach(deliveries, PREPARING, i -> leaveHalfDone(requests.get(i)));
  }

  @Override
  public Figures run(int parallel) throws Exception {
    try (ContentPipeline pipeline = pipeline(parallel)) {
      return ClosedLoop.run(requests.size(), parallel, i -> deliver(pipeline, requests.get(i)));
    }
  }

  private ContentPipeline pipeline(int parallel) {
    PipelineAdapters adapters =
        new PipelineAdapters(
            new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
            NoOpStages.stages(),
            new Storage(store, new InMemoryMediaStore(), new JsonScriptFormat()));
    PipelineSettings settings =
        PipelineSettings.builder("benchmark")
            .slots(parallel)
            .sceneThreads(parallel)
            .lease(LEASE)
            .build();
    return new ContentPipeline(adapters, settings, observer, Clock.systemUTC());
  }

  private void leaveHalfDone(ContentRequest request) {
    Claim claim = ((Claimed) store.claim(request, "another instance", LEASE)).claim();
    store.stageCompleted(
        claim, StageKey.of(Stage.UNDERSTANDING), Samples.checkpoint(Checkpoints.UNDERSTANDING), 5);
    store.stageCompleted(
        claim, StageKey.of(Stage.RETRIEVAL), Samples.checkpoint(Checkpoints.PASSAGES), 10);
    store.release(claim);
  }

  private void deliver(ContentPipeline pipeline, ContentRequest request) {
    Delivery delivery =
        new Delivery(
            request.id().toString(),
            null,
            null,
            Map.of(),
            encoder.encode(request),
            Instant.now().plusSeconds(600));
    Disposition disposition = pipeline.handle(delivery);
    if (!(disposition instanceof Disposition.Acknowledge)) {
      throw new IllegalStateException("not acknowledged: " + disposition);
    }
  }

  @Override
  public void close() {
    storage.close();
    pool.close();
  }
}
