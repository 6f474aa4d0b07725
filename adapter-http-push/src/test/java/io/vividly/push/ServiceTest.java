package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.vividly.core.model.Delivery;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.push.PushTester.Answered;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Everything but the deliveries themselves. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceTest {

  private static final PushTester tester = new PushTester();

  @AfterAll
  static void close() {
    tester.close();
  }

  @Test
  void itSaysWhatItIs() {
    Answered answer = tester.get("/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("service").asText()).isEqualTo("vividly-push");
    assertThat(answer.body().path("endpoints").has("POST /push")).isTrue();
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void itIsAliveAndReady() {
    assertThat(tester.get("/health").body().path("status").asText()).isEqualTo("alive");
    assertThat(tester.get("/health/ready").body().path("status").asText()).isEqualTo("ready");
  }

  @Test
  void itNamesWhatIsNotReady() throws Exception {
    JsonNode body = readiness(() -> List.of("database"), 503);

    assertThat(body.path("status").asText()).isEqualTo("not ready");
    assertThat(body.at("/problems/0").asText()).isEqualTo("database");
  }

  @Test
  void aReadinessCheckThatThrowsIsNotReady() throws Exception {
    JsonNode body =
        readiness(
            () -> {
              throw new IllegalStateException("the password is 1234");
            },
            503);

    assertThat(body.toString()).contains("readiness check failed").doesNotContain("1234");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/push,POST",
    "PUT,/push,POST",
    "DELETE,/push,POST",
    "PATCH,/push,POST",
    "OPTIONS,/push,POST",
    "POST,/,'GET, HEAD'",
    "POST,/health,'GET, HEAD'",
    "DELETE,/health/ready,'GET, HEAD'"
  })
  void otherMethodsAreNotAllowed(String method, String path, String allowed) {
    Answered answer = tester.send(tester.request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/push/more", "/healthy", "/favicon.ico"})
  void unknownPathsAreNotFound(String path) {
    assertThat(tester.get(path).status()).isEqualTo(404);
    assertThat(tester.send(tester.request(path).POST(BodyPublishers.ofString("{}"))).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHandlerThatThrowsIsNeitherShownNorQuoted(boolean error) throws Exception {
    DeliveryHandler broken = new BrokenHandler(error);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(logged);
    try (PushServer server = new PushServer(broken, List::of, PushOptions.builder().build())) {
      server.start();

      Answered answer = Answered.of(send(server, "/push", "POST"));

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body().toString()).doesNotContain("secret");
    } finally {
      root.detachAppender(logged);
    }
    assertThat(logged.list)
        .noneSatisfy(event -> assertThat(event.getFormattedMessage()).contains("secret"))
        .noneSatisfy(
            event -> {
              assertThat(event.getThrowableProxy()).isNotNull();
              assertThat(event.getThrowableProxy().getMessage()).contains("secret");
            });
  }

  private static JsonNode readiness(Readiness readiness, int status) throws Exception {
    try (PushServer server =
        new PushServer(new BrokenHandler(false), readiness, PushOptions.builder().build())) {
      server.start();
      Answered answer = Answered.of(send(server, "/health/ready", "GET"));
      assertThat(answer.status()).isEqualTo(status);
      return answer.body();
    }
  }

  private static HttpResponse<String> send(PushServer server, String path, String method)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .method(method, BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());
  }

  /** Breaks its contract. */
  private record BrokenHandler(boolean error) implements DeliveryHandler {
    @Override
    public Disposition handle(Delivery delivery) {
      if (error) {
        throw new AssertionError("a secret");
      }
      throw new IllegalStateException("a secret");
    }

    @Override
    public Disposition reject(Delivery delivery, InvalidMessageException problem) {
      throw new IllegalStateException("a secret");
    }
  }
}
