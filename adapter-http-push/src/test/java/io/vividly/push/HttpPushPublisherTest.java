package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.TransientFailureException;
import io.vividly.testkit.MessagePublisherContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the publisher sends is what the service understands. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpPushPublisherTest extends MessagePublisherContract {

  private static final Instant CREATED = Instant.parse("2026-03-02T12:00:00.5Z");
  private static final Outbox.Entry ENTRY =
      new Outbox.Entry(
          17,
          RequestId.random(),
          Map.of("environment", "dev"),
          "{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8),
          CREATED,
          3);

  private final Recorder recorder = new Recorder();
  private final PushServer service =
      new PushServer(recorder, List::of, PushOptions.builder().build());

  @BeforeEach
  void start() {
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  protected MessagePublisher publisher() {
    return publisher(service.port());
  }

  @Override
  protected List<byte[]> takenOver() {
    return recorder.deliveries.stream().map(Delivery::body).toList();
  }

  @Override
  protected MessagePublisher refused() {
    int port = service.port();
    service.close();
    return publisher(port);
  }

  @Test
  void theServiceGetsWhatIsAroundTheMessage() {
    publisher().publish(ENTRY);

    assertThat(recorder.deliveries)
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.messageId()).isEqualTo("17");
              assertThat(delivery.publishedAt()).isEqualTo(CREATED);
              assertThat(delivery.attempt()).isEqualTo(3);
              assertThat(delivery.attributes()).isEqualTo(ENTRY.attributes());
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void anAcknowledgementIsPublished(int status) throws IOException {
    HttpServer server = answering(status);
    try {
      publisher(server.getAddress().getPort()).publish(ENTRY);
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {203, 301, 400, 404, 429, 500, 503})
  void anyOtherAnswerIsAFailureThatSaysTheStatus(int status) throws IOException {
    HttpServer server = answering(status);
    try {
      HttpPushPublisher publisher = publisher(server.getAddress().getPort());
      assertThatThrownBy(() -> publisher.publish(ENTRY))
          .isInstanceOf(TransientFailureException.class)
          .hasMessageContaining(" " + status + ";");
    } finally {
      server.stop(0);
    }
  }

  private static HttpPushPublisher publisher(int port) {
    return new HttpPushPublisher(
        URI.create("http://localhost:" + port + "/push"),
        "projects/local/subscriptions/test",
        Duration.ofSeconds(10));
  }

  private static HttpServer answering(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/push",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static final class Recorder implements DeliveryHandler {
    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    @Override
    public Disposition handle(Delivery delivery) {
      deliveries.add(delivery);
      return new Disposition.Acknowledge(ENTRY.requestId(), new Outcome.Cancelled());
    }

    @Override
    public Disposition reject(Delivery delivery, InvalidMessageException problem) {
      throw new AssertionError("rejected", problem);
    }
  }
}
