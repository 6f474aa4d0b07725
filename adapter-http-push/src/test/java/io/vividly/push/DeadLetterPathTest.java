package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Delivery;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.port.InvalidMessageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way of the messages that a dead-letter topic delivers. */
class DeadLetterPathTest {

  private static final String ENVELOPE =
      """
      {"message": {"messageId": "7", "attributes":
        {"CloudPubSubDeadLetterSourceDeliveryCount": "5"}}, "subscription": "s"}
      """;

  private final Recorder deliveries = new Recorder();
  private final Recorder deadLetters = new Recorder();

  @Test
  void leadsToAHandlerOfItsOwn() throws Exception {
    assertThat(post(deadLetters)).isEqualTo(200);

    assertThat(deadLetters.seen.remove().attributes())
        .containsEntry("CloudPubSubDeadLetterSourceDeliveryCount", "5");
    assertThat(deliveries.seen).isEmpty();
  }

  @Test
  void isNotThereWithoutOne() throws Exception {
    assertThat(post(null)).isEqualTo(404);

    assertThat(deliveries.seen).isEmpty();
  }

  private int post(@Nullable DeliveryHandler handler) throws IOException, InterruptedException {
    PushOptions options = PushOptions.builder().port(0).build();
    try (PushServer server =
        new PushServer(deliveries, handler, List::of, options, Clock.systemUTC())) {
      server.start();
      URI url = URI.create("http://localhost:" + server.port() + "/dead-letter");
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(ENVELOPE)).build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static final class Recorder implements DeliveryHandler {
    final BlockingQueue<Delivery> seen = new LinkedBlockingQueue<>();

    @Override
    public Disposition handle(Delivery delivery) {
      seen.add(delivery);
      return new Disposition.Acknowledge(RequestId.random(), new Outcome.Cancelled());
    }

    @Override
    public Disposition reject(Delivery delivery, InvalidMessageException problem) {
      return new Disposition.Reject(problem.field(), problem.problem(), false);
    }
  }
}
