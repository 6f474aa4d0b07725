package io.vividly.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.MediaStore;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.InMemoryOutbox;
import io.vividly.testkit.InMemoryRequestDesk;
import io.vividly.testkit.InMemoryRequestEvents;
import io.vividly.testkit.InMemoryRequestStore;
import io.vividly.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** An API on real HTTP, and somebody who calls it. */
final class ApiTester implements AutoCloseable {

  static final ApiKey KEY = new ApiKey("a secret that is long enough for anyone");
  static final String REQUESTS = "/api/v1/content/requests";
  static final String QUESTION =
      "{\"student_query\":\"Why does a ball bounce?\",\"grade_level\":7,\"interest\":\"chess\"}";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration LEASE = Duration.ofMinutes(10);

  final SettableClock clock = new SettableClock();
  final InMemoryRequestStore store = new InMemoryRequestStore();
  final InMemoryOutbox outbox = new InMemoryOutbox(request -> new byte[] {1});
  final InMemoryRequestEvents events = new InMemoryRequestEvents(store);
  final InMemoryMediaStore media = new InMemoryMediaStore();
  final InMemoryRequestDesk desk = new InMemoryRequestDesk(store, outbox);
  final AtomicReference<List<String>> problems = new AtomicReference<>(List.of());
  final ApiServer server;

  private final ApiTokens tokens = new ApiTokens(KEY, clock);
  private final HttpClient client = HttpClient.newHttpClient();

  private ApiTester(ApiOptions.Builder options, Function<MediaStore, MediaStore> served) {
    ApiPorts ports = new ApiPorts(desk, events, served.apply(media), problems::get);
    server = new ApiServer(ports, options.build(), clock);
    server.start();
  }

  static ApiTester start() {
    return start(ApiOptions.builder(KEY).requestsPerMinute(100_000));
  }

  static ApiTester start(ApiOptions.Builder options) {
    return new ApiTester(options, media -> media);
  }

  /** With a store that the API sees in another way. */
  static ApiTester serving(Function<MediaStore, MediaStore> served) {
    return new ApiTester(ApiOptions.builder(KEY).requestsPerMinute(100_000), served);
  }

  @Override
  public void close() {
    server.close();
  }

  String token(String student) {
    return tokens.issue(student, ApiTokens.Role.STUDENT, Duration.ofHours(1));
  }

  String operatorToken() {
    return tokens.issue("operator-1", ApiTokens.Role.OPERATOR, Duration.ofHours(1));
  }

  /** A call that somebody makes. */
  Call as(String token) {
    return new Call(List.of("Authorization", "Bearer " + token));
  }

  Call asNobody() {
    return new Call(List.of());
  }

  Call asStudent() {
    return as(token("student-1"));
  }

  Call asOperator() {
    return as(operatorToken());
  }

  /** The id of a question that a student asked. */
  RequestId ask(String student) {
    Reply reply = as(token(student)).post(REQUESTS, QUESTION);
    assertThat(reply.status()).isEqualTo(202);
    return RequestId.parse(reply.json().get("request_id").asText());
  }

  Claim claim(RequestId id) {
    ContentRequest request = store.find(id).orElseThrow().request();
    return ((ClaimResult.Claimed) store.claim(request, "worker", LEASE)).claim();
  }

  void end(RequestId id, Outcome outcome) {
    store.finish(claim(id), outcome);
  }

  /** Ends a request with a video of these bytes. */
  MediaRef answer(RequestId id, byte[] video) {
    MediaRef ref = media.put(MediaType.MP4, video);
    MediaRef transcript =
        media.put(MediaType.MARKDOWN, "# Bounce".getBytes(StandardCharsets.UTF_8));
    end(
        id,
        new Outcome.Completed(
            new Answer(
                "Bouncing",
                Map.of(Artifact.VIDEO, ref, Artifact.TRANSCRIPT, transcript),
                Duration.ofMillis(90_500))));
    return ref;
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  HttpClient client() {
    return client;
  }

  /** Somebody with certain headers. */
  final class Call {
    private final List<String> headers;

    private Call(List<String> headers) {
      this.headers = headers;
    }

    Call with(String name, String value) {
      List<String> more = new ArrayList<>(headers);
      more.add(name);
      more.add(value);
      return new Call(more);
    }

    Reply get(String path) {
      return send("GET", path, BodyPublishers.noBody());
    }

    Reply head(String path) {
      return send("HEAD", path, BodyPublishers.noBody());
    }

    Reply post(String path, String json) {
      return with("Content-Type", "application/json")
          .send("POST", path, BodyPublishers.ofString(json));
    }

    Reply post(String path) {
      return send("POST", path, BodyPublishers.noBody());
    }

    Reply send(String method, String path, BodyPublisher body) {
      try {
        Reply reply =
            new Reply(
                client.send(
                    request(path).method(method, body).build(), BodyHandlers.ofByteArray()));
        assertThat(
                OpenApi.problems(
                    method, path, reply.status(), reply.header("Content-Type"), reply.text()))
            .as("differences of the answer from the OpenAPI document")
            .isEmpty();
        return reply;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    HttpRequest.Builder request(String path) {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(LEASE);
      if (!headers.isEmpty()) {
        request.headers(headers.toArray(String[]::new));
      }
      return request;
    }
  }

  /** What came back. */
  record Reply(HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    byte[] body() {
      return response.body();
    }

    String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Checks that this is a problem document with such a status, and gives it. */
    JsonNode problem(int status, String code) {
      assertThat(status()).as(text()).isEqualTo(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      JsonNode problem = json();
      assertThat(problem.get("type").asText()).isEqualTo("urn:vividly:problem:" + code);
      assertThat(problem.get("status").asInt()).isEqualTo(status);
      assertThat(problem.get("title").asText()).isNotBlank();
      assertThat(problem.get("detail").asText()).isNotBlank();
      return problem;
    }
  }
}
