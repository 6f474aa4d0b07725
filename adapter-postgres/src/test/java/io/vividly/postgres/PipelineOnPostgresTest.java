package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.Stage;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AnswerAwaited;
import io.vividly.core.port.PipelineEvent.DeliveryJoined;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.testkit.FaultInjector.Hang;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.RecordingObserver;
import io.vividly.testkit.Samples;
import io.vividly.testkit.ScriptedStages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the pipeline and the database do together: two instances, and a person with psql. */
@Timeout(60)
class PipelineOnPostgresTest {

  /** So long that nothing here can be owed to a lease that is renewed or runs out. */
  private static final Duration LEASE = Duration.ofHours(1);

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final ScriptedStages stages = new ScriptedStages();
  private final InMemoryMediaStore media = new InMemoryMediaStore();
  private final RecordingObserver observer = new RecordingObserver();
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final List<ContentPipeline> instances = new ArrayList<>();
  private final ContentPipeline one = instance();
  private final ContentPipeline other = instance();
  private final ContentRequest request = Samples.request(Modality.TEXT);

  @AfterEach
  void close() {
    instances.forEach(ContentPipeline::close);
    callers.shutdownNow();
    database.execute("delete from content_requests");
    database.execute("delete from content_answers");
  }

  @Test
  void aCancellationByHandStopsTheWorkAndIsAcknowledged() throws Exception {
    Hang hang = stages.scriptWriting().hangAt(1);
    CompletableFuture<Disposition> first = handle(one, request);
    hang.awaitReached();

    database.change("update content_requests set status = 'cancelled'", request.id());

    assertThat(first.get(20, TimeUnit.SECONDS))
        .isEqualTo(new Acknowledge(request.id(), new Outcome.Cancelled()));
  }

  @Test
  void aDeletionByHandStopsTheWorkAndTheNextDeliveryBeginsAnew() throws Exception {
    Hang hang = stages.scriptWriting().hangAt(1);
    CompletableFuture<Disposition> first = handle(one, request);
    hang.awaitReached();

    database.change("delete from content_requests", request.id());

    assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Retry.class);
    assertThat(one.handle(delivery(request))).isInstanceOf(Acknowledge.class);
    assertThat(stages.understanding().calls()).isEqualTo(2);
  }

  @Test
  void aDuplicateAtAnotherInstanceSharesTheAnswer() throws Exception {
    Hang hang = stages.scriptWriting().hangAt(1);
    CompletableFuture<Disposition> first = handle(one, request);
    hang.awaitReached();
    CompletableFuture<Disposition> second = handle(other, request);
    awaitEvent(DeliveryJoined.class);
    hang.release();

    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(first.get(20, TimeUnit.SECONDS));
    assertThat(stages.scriptWriting().calls()).isEqualTo(1);
  }

  @Test
  void anInstanceThatStopsMakesWayForTheOneThatWaits() throws Exception {
    Hang hang = stages.scriptWriting().hangAt(1);
    CompletableFuture<Disposition> first = handle(one, request);
    hang.awaitReached();
    CompletableFuture<Disposition> second = handle(other, request);
    awaitEvent(DeliveryJoined.class);

    assertThat(one.stop(Duration.ofSeconds(8))).isTrue();

    assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Retry.class);
    assertThat(second.get(20, TimeUnit.SECONDS)).isInstanceOf(Acknowledge.class);
    assertThat(stages.understanding().calls()).isEqualTo(1);
  }

  @Test
  void twoRequestsForOneAnswerShareItAndTheRowsSaySo() throws Exception {
    ContentRequest alike = Samples.request(Modality.TEXT);
    ContentRequest late = Samples.request(Modality.TEXT);
    Hang hang = stages.scriptWriting().hangAt(1);
    CompletableFuture<Disposition> first = handle(one, request);
    hang.awaitReached();
    CompletableFuture<Disposition> second = handle(other, alike);
    awaitEvent(AnswerAwaited.class);
    hang.release();

    Outcome made = ((Acknowledge) first.get(20, TimeUnit.SECONDS)).outcome();
    assertThat(((Acknowledge) second.get(20, TimeUnit.SECONDS)).outcome()).isEqualTo(made);
    assertThat(((Acknowledge) other.handle(delivery(late))).outcome()).isEqualTo(made);
    assertThat(stages.scriptWriting().calls()).isEqualTo(1);
    assertThat(reuse(request)).containsEntry("how", "made");
    assertThat(reuse(alike))
        .containsEntry("how", "joined")
        .containsEntry("answer_of", request.id().toString());
    assertThat(reuse(late))
        .containsEntry("how", "reused")
        .containsEntry("key", reuse(request).get("key"));
    assertThat(text("script_text", late)).isEqualTo(text("script_text", request)).isNotBlank();
  }

  @Test
  void anotherQuestionUnderTheSameIdIsKeptAndTheFirstGoesOn() throws Exception {
    Hang hang = stages.scriptWriting().hangAt(1);
    CompletableFuture<Disposition> first = handle(one, request);
    hang.awaitReached();

    Disposition second = other.handle(delivery(Samples.withGrade(request, 3)));

    assertThat(second).isInstanceOf(Reject.class);
    hang.release();
    assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Acknowledge.class);
  }

  @Test
  void aStatusThatNobodyKnowsIsNamedAndTheRowLeftAlone() {
    database.execute(
        "alter table content_requests drop constraint if exists content_requests_status_known");
    database.storage().outbox().submit(request);
    database.change("update content_requests set status = 'archived'", request.id());

    Disposition disposition = one.handle(delivery(request));

    assertThat(disposition)
        .isInstanceOfSatisfying(
            Retry.class, retry -> assertThat(retry.message()).contains("\"archived\""));
    assertThat(text("status", request)).isEqualTo("archived");
    assertThat(stages.understanding().calls()).isZero();
  }

  @Test
  void aFailureIsToldInWordsAnOperatorUnderstands() {
    stages.retrieval().failAt(1, new PermanentFailureException("There is no passage about it."));

    assertThat(one.handle(delivery(request))).isInstanceOf(Acknowledge.class);

    assertThat(text("status", request)).isEqualTo("failed");
    assertThat(text("error_stage", request)).isEqualTo(Stage.RETRIEVAL.wireName());
    assertThat(text("error_message", request)).isEqualTo("There is no passage about it.");
    assertThat(text("error_details ->> 'permanent'", request)).isEqualTo("true");
    assertThat(text("error_details ->> 'cause'", request)).endsWith("PermanentFailureException");
  }

  private ContentPipeline instance() {
    PostgresStorage storage = database.storage();
    ContentPipeline pipeline =
        new ContentPipeline(
            new PipelineAdapters(
                new Inbound(new JsonRequestDecoder(), storage.rejectedMessages()),
                stages.stages(),
                new Storage(
                    storage.requestStore(),
                    media,
                    new JsonScriptFormat(),
                    storage.contentCatalog())),
            PipelineSettings.builder("instance-" + instances.size()).slots(1).lease(LEASE).build(),
            observer,
            Clock.systemUTC());
    instances.add(pipeline);
    return pipeline;
  }

  private CompletableFuture<Disposition> handle(ContentPipeline pipeline, ContentRequest asked) {
    return CompletableFuture.supplyAsync(() -> pipeline.handle(delivery(asked)), callers);
  }

  private static Delivery delivery(ContentRequest asked) {
    return new Delivery(
        "message-" + asked.id(),
        null,
        1,
        Map.of(),
        new JsonRequestEncoder().encode(asked),
        Instant.now().plus(Duration.ofMinutes(10)));
  }

  private void awaitEvent(Class<? extends PipelineEvent> kind) {
    while (observer.events(kind).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static Map<String, String> reuse(ContentRequest asked) {
    return Map.of(
        "how", text("request_metadata #>> '{reuse,how}'", asked),
        "key", text("request_metadata #>> '{reuse,key}'", asked),
        "answer_of", text("request_metadata #>> '{reuse,answer_of}'", asked));
  }

  private static String text(String column, ContentRequest asked) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select " + column + " from content_requests where id = :id")
                    .bind("id", asked.id().value())
                    .mapTo(String.class)
                    .one());
  }
}
