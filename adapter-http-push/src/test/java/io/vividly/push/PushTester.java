package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.InMemoryRejectedMessages;
import io.vividly.testkit.InMemoryRequestStore;
import io.vividly.testkit.RecordingObserver;
import io.vividly.testkit.ScriptedStages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A push service in front of the real pipeline, and a client that posts to it. */
final class PushTester implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  final ScriptedStages stages = new ScriptedStages();
  final InMemoryRequestStore requests = new InMemoryRequestStore();
  final InMemoryRejectedMessages rejected = new InMemoryRejectedMessages();
  final RecordingObserver observer = new RecordingObserver();
  final ContentPipeline pipeline;
  final PushServer server;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger messages = new AtomicInteger();

  PushTester() {
    this(UnaryOperator.identity(), UnaryOperator.identity());
  }

  PushTester(
      UnaryOperator<PipelineSettings.Builder> settings,
      UnaryOperator<PushOptions.Builder> options) {
    pipeline =
        new ContentPipeline(
            new PipelineAdapters(
                new PipelineAdapters.Inbound(new JsonRequestDecoder(), rejected),
                stages.stages(),
                new PipelineAdapters.Storage(
                    requests, new InMemoryMediaStore(), new JsonScriptFormat())),
            settings
                .apply(
                    PipelineSettings.builder("test").stageTries(1).retryPause(Duration.ofMillis(1)))
                .build(),
            observer,
            Clock.systemUTC());
    server =
        new PushServer(
            pipeline,
            () -> pipeline.isAccepting() ? List.of() : List.of("shutting down"),
            options.apply(PushOptions.builder()).build());
    server.start();
  }

  /** A valid request for text alone. */
  static ObjectNode payload() {
    return JSON.createObjectNode()
        .put("request_id", RequestId.random().toString())
        .put("student_id", "student-1")
        .put("student_query", "Explain Newton's third law")
        .put("grade_level", 10)
        .<ObjectNode>set("requested_modalities", JSON.createArrayNode().add("text"));
  }

  static RequestId idOf(JsonNode payload) {
    return RequestId.parse(payload.get("request_id").asText());
  }

  /** A new envelope with the payload as its data. */
  ObjectNode envelope(String payload) {
    return envelope(payload.getBytes(StandardCharsets.UTF_8));
  }

  ObjectNode envelope(byte[] payload) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope
        .putObject("message")
        .put("data", Base64.getEncoder().encodeToString(payload))
        .put("messageId", "message-" + messages.incrementAndGet())
        .put("publishTime", "2026-03-02T12:00:00.123Z")
        .putObject("attributes")
        .put("environment", "dev");
    return envelope.put("subscription", "projects/p/subscriptions/s");
  }

  Answered push(ObjectNode payload) {
    return post(envelope(payload.toString()).toString());
  }

  /** Posts while the test goes on. */
  CompletableFuture<Answered> pushLater(ObjectNode payload) {
    return client
        .sendAsync(
            request("/push")
                .POST(BodyPublishers.ofString(envelope(payload.toString()).toString()))
                .build(),
            BodyHandlers.ofString())
        .thenApply(Answered::of);
  }

  Answered post(String body, String... headers) {
    return post(BodyPublishers.ofString(body), headers);
  }

  Answered post(BodyPublisher body, String... headers) {
    HttpRequest.Builder request = request("/push").POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  Answered get(String path) {
    return send(request(path).GET());
  }

  Answered send(HttpRequest.Builder request) {
    try {
      return Answered.of(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Every answer must come within five seconds. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
        .timeout(PATIENCE);
  }

  InMemoryRequestStore.Snapshot stored(ObjectNode payload) {
    return requests.find(idOf(payload)).orElseThrow();
  }

  /** The raw message that was kept last. */
  Delivery lastRejected() {
    List<InMemoryRejectedMessages.Kept> all = rejected.all();
    assertThat(all).as("rejected messages").isNotEmpty();
    return all.get(all.size() - 1).delivery();
  }

  @Override
  public void close() {
    pipeline.close();
    server.close();
  }

  /** An answer; it is always JSON and never shows the inside. */
  record Answered(int status, JsonNode body, java.net.http.HttpHeaders headers) {

    static Answered of(HttpResponse<String> response) {
      assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(response.body())
          .doesNotContain("\tat ", "Exception:", "io.vividly", "org.eclipse", "Jetty");
      try {
        return new Answered(
            response.statusCode(), JSON.readTree(response.body()), response.headers());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + response.body(), e);
      }
    }

    String field() {
      return body.at("/error/field").asText();
    }

    String message() {
      return body.at("/error/message").asText();
    }
  }
}
