package io.vividly.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.app.observe.OtlpReceiver.Span;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Modality;
import io.vividly.core.model.PriceTable;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineAdapters.Inbound;
import io.vividly.core.pipeline.PipelineAdapters.Storage;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.TransientFailureException;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.testkit.InMemoryCostLedger;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.InMemoryRejectedMessages;
import io.vividly.testkit.InMemoryRequestStore;
import io.vividly.testkit.Samples;
import io.vividly.testkit.ScriptedStages;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a collector and Prometheus get of the real pipeline. */
@Timeout(60)
class TelemetryTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final ScriptedStages stages = new ScriptedStages();
  private OtlpReceiver receiver;
  private Telemetry telemetry;
  private PipelineObserver observer;
  private ContentPipeline pipeline;

  @BeforeEach
  void start() throws IOException {
    receiver = OtlpReceiver.start();
    telemetry =
        Telemetry.open(
            new TelemetryOptions(
                "test",
                null,
                null,
                0,
                new TelemetryOptions.Collector(receiver.endpoint(), Map.of())));
    telemetry.showOutbox(() -> 3, () -> 4.5);
    observer = PipelineObserver.all(telemetry.observers(event -> {}));
    pipeline = pipeline();
  }

  @AfterEach
  void stop() {
    pipeline.close();
    telemetry.close();
    receiver.close();
  }

  @Test
  void one_trace_leads_from_the_call_to_the_provider() {
    ContentRequest request = Samples.request(Modality.VIDEO);
    deliver(request, publish(request, submit()));
    telemetry.close();

    List<Span> spans = receiver.spans();
    assertThat(spans).extracting(Span::traceId).containsOnly(TRACE);
    assertThat(parentOf("POST /requests", spans)).isEqualTo("00f067aa0ba902b7");
    assertThat(parentOf("publish", spans)).isEqualTo(idOf("POST /requests", spans));
    assertThat(parentOf("delivery", spans)).isEqualTo(idOf("publish", spans));
    assertThat(parentOf("attempt", spans)).isEqualTo(idOf("delivery", spans));
    assertThat(parentOf("understanding", spans)).isEqualTo(idOf("attempt", spans));
    assertThat(parentOf("script", spans)).isEqualTo(idOf("attempt", spans));
    assertThat(parentOf("gemini generateContent", spans)).isEqualTo(idOf("script", spans));
    assertThat(spans.stream().filter(span -> span.name().equals("rendering")).toList())
        .as("each scene, and the stage as a whole")
        .hasSize(Samples.script().scenes().size() + 1);
  }

  @Test
  void a_caller_without_a_trace_begins_one() {
    ContentRequest request = Samples.request(Modality.TEXT);
    Map<String, String> attributes;
    try (Telemetry.Call call = telemetry.begin("POST /requests", "nonsense")) {
      attributes = Telemetry.messageAttributes();
    }
    deliver(request, attributes);
    telemetry.close();

    assertThat(receiver.spans()).extracting(Span::traceId).doesNotContain(TRACE);
    assertThat(receiver.spans().stream().map(Span::traceId).distinct()).hasSize(1);
    assertThat(Telemetry.messageAttributes()).isEmpty();
  }

  @Test
  void what_a_failed_attempt_left_open_is_ended() {
    ContentRequest request = Samples.request(Modality.TEXT);
    stages.scriptWriting().failAt(1, new TransientFailureException("Away."));
    assertThat(deliver(request, Map.of())).isInstanceOf(Disposition.Retry.class);
    telemetry.close();

    assertThat(receiver.spans()).extracting(Span::name).contains("script", "attempt", "delivery");
  }

  @Test
  void figures_tell_what_became_of_deliveries() throws Exception {
    ContentRequest request = Samples.request(Modality.TEXT);
    stages.scriptWriting().failAt(1, new TransientFailureException("Away."));
    deliver(request, Map.of());
    deliver(request, Map.of());
    String metrics = scrape();

    assertThat(metrics)
        .contains("vividly_deliveries_total{disposition=\"completed\"} 1.0")
        .contains("vividly_deliveries_total{disposition=\"retry_failed\"} 1.0")
        .contains("vividly_claims_total{attempt=\"later\"} 1.0")
        .contains("vividly_attempts_failed_total 1.0")
        .contains("vividly_leases_active 0.0")
        .contains("vividly_deliveries_in_progress 0.0")
        .contains("vividly_stage_seconds_count{stage=\"retrieval\"} 1")
        .contains("vividly_queue_to_push_seconds_count 2")
        .contains("vividly_end_to_end_seconds_count{outcome=\"completed\"} 1")
        .contains(
            "vividly_provider_call_seconds_count{operation=\"generateContent\",problem=\"none\","
                + "provider=\"gemini\"} 2")
        .contains(
            "vividly_provider_tries_total{operation=\"generateContent\",provider=\"gemini\"} 4.0")
        .contains(
            "vividly_cost_dollars_total{model=\"gemini-2.5-flash\",provider=\"gemini\","
                + "unit=\"output_tokens\"} 0.01")
        .contains("vividly_outbox_waiting 3.0")
        .contains("vividly_outbox_oldest_seconds 4.5")
        .doesNotContain(request.id().toString())
        .doesNotContain(request.studentId());
  }

  @Test
  void only_a_takeover_counts_as_one() throws Exception {
    assertThat(scrape()).contains("vividly_takeovers_total 0.0");
    RequestId id = RequestId.random();
    observer.on(new PipelineEvent.RequestClaimed(Instant.now(), id, 2, 0, false));
    assertThat(scrape()).contains("vividly_takeovers_total 0.0");
    observer.on(new PipelineEvent.RequestClaimed(Instant.now(), id, 3, 0, true));
    assertThat(scrape()).contains("vividly_takeovers_total 1.0");
  }

  private Map<String, String> submit() {
    try (Telemetry.Call call = telemetry.begin("POST /requests", CALLER)) {
      return Telemetry.messageAttributes();
    }
  }

  private Map<String, String> publish(ContentRequest request, Map<String, String> attributes) {
    List<Map<String, String>> published = new ArrayList<>();
    telemetry
        .around((Outbox.Entry entry) -> published.add(entry.attributes()))
        .publish(new Outbox.Entry(1, request.id(), attributes, new byte[0], Instant.now(), 1));
    return published.get(0);
  }

  private Disposition deliver(ContentRequest request, Map<String, String> attributes) {
    return telemetry.around(pipeline).handle(delivery(request, attributes));
  }

  private static Delivery delivery(ContentRequest request, Map<String, String> attributes) {
    Instant now = Instant.now();
    byte[] body = new JsonRequestEncoder().encode(request);
    return new Delivery("message", now, 1, attributes, body, now.plusSeconds(600));
  }

  private String scrape() throws Exception {
    URI uri = URI.create("http://localhost:" + telemetry.metricsPort() + "/metrics");
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    return response.body();
  }

  private ContentPipeline pipeline() {
    return new ContentPipeline(
        new PipelineAdapters(
            new Inbound(telemetry.around(new JsonRequestDecoder()), new InMemoryRejectedMessages()),
            ProviderStages.of(stages.stages()),
            new Storage(
                new InMemoryRequestStore(),
                new InMemoryMediaStore(),
                script -> script.title().getBytes(StandardCharsets.UTF_8),
                ContentCatalog.none(),
                new InMemoryCostLedger())),
        PipelineSettings.builder("test")
            .stageTries(1)
            .retryPause(Duration.ZERO)
            .prices(
                new PriceTable(
                    List.of(
                        new PriceTable.Price(
                            "gemini",
                            "gemini-2.5-flash",
                            Unit.OUTPUT_TOKENS,
                            new BigDecimal("0.0000025")))))
            .build(),
        observer,
        Clock.systemUTC());
  }

  private static String idOf(String name, List<Span> spans) {
    return one(name, spans).spanId();
  }

  private static String parentOf(String name, List<Span> spans) {
    return one(name, spans).parentId();
  }

  private static Span one(String name, List<Span> spans) {
    List<Span> found = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(found).as(name + " among " + spans).hasSize(1);
    return found.get(0);
  }
}
