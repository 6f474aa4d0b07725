package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which a message is pushed, over HTTP, byte for byte. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EnvelopeFormsTest {

  private static final String TIME = "2026-03-02T12:00:00.123Z";
  private static final Recorder recorder = new Recorder();
  private static final PushServer server =
      new PushServer(recorder, List::of, PushOptions.builder().build());
  private static final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void start() {
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    recorder.deliveries.clear();
  }

  private enum Names {
    CAMEL,
    SNAKE,
    BOTH
  }

  private record Form(Names names, boolean data, boolean attributes, boolean attempt) {

    byte[] envelope(byte[] body) {
      ObjectNode envelope = PushTester.JSON.createObjectNode();
      ObjectNode message = envelope.putObject("message");
      if (data) {
        message.put("data", Base64.getEncoder().encodeToString(body));
      }
      if (attributes) {
        message.putObject("attributes").put("environment", "dev").put("ünï", "çødé");
      }
      put(message, "messageId", "message_id", "17");
      put(message, "publishTime", "publish_time", TIME);
      if (attempt) {
        put(envelope, "deliveryAttempt", "delivery_attempt", 3);
      }
      envelope.put("subscription", "projects/p/subscriptions/s");
      return bytes(envelope);
    }

    private void put(ObjectNode object, String camel, String snake, Object value) {
      if (names != Names.SNAKE) {
        object.putPOJO(camel, value);
      }
      if (names != Names.CAMEL) {
        object.putPOJO(snake, value);
      }
    }
  }

  static Stream<Form> forms() {
    List<Form> forms = new ArrayList<>();
    for (Names names : Names.values()) {
      for (boolean attempt : new boolean[] {true, false}) {
        forms.add(new Form(names, true, true, attempt));
        forms.add(new Form(names, true, false, attempt));
        forms.add(new Form(names, false, true, attempt));
      }
    }
    return forms.stream();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormOfAnEnvelopeIsRead(Form form) throws Exception {
    byte[] body = {1, 2, 3};

    assertThat(post(form.envelope(body))).isEqualTo(200);

    Delivery delivery = recorder.only();
    assertThat(delivery.messageId()).isEqualTo("17");
    assertThat(delivery.publishedAt()).isEqualTo(Instant.parse(TIME));
    assertThat(delivery.attempt()).isEqualTo(form.attempt() ? 3 : null);
    assertThat(delivery.attributes())
        .isEqualTo(form.attributes() ? Map.of("environment", "dev", "ünï", "çødé") : Map.of());
    assertThat(delivery.body()).isEqualTo(form.data() ? body : new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnwrappedMessageIsReadWithItsHeaders(boolean attempt) throws Exception {
    byte[] body = {1, 2, 3};
    List<String> headers =
        new ArrayList<>(
            List.of(
                "x-goog-pubsub-message-id", "17",
                "x-goog-pubsub-publish-time", TIME,
                "x-goog-pubsub-subscription-name", "projects/p/subscriptions/s",
                "student_id", "s-1",
                "Authorization", "Bearer token"));
    if (attempt) {
      headers.addAll(List.of("x-goog-pubsub-delivery-attempt", "3"));
    }

    assertThat(post(body, headers.toArray(String[]::new))).isEqualTo(200);

    Delivery delivery = recorder.only();
    assertThat(delivery.messageId()).isEqualTo("17");
    assertThat(delivery.publishedAt()).isEqualTo(Instant.parse(TIME));
    assertThat(delivery.attempt()).isEqualTo(attempt ? 3 : null);
    assertThat(delivery.attributes()).isEqualTo(Map.of("student_id", "s-1"));
    assertThat(delivery.body()).isEqualTo(body);
  }

  static Stream<Arguments> payloads() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    Random random = new Random(20260302);
    return Stream.concat(
        Stream.of(
            Arguments.of("nothing", new byte[0]),
            Arguments.of("every byte", all),
            Arguments.of("zeros", new byte[1000]),
            Arguments.of("a byte order mark", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}),
            Arguments.of("broken UTF-8", new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF}),
            Arguments.of("UTF-16 surrogates", new byte[] {(byte) 0xD8, 0x3C, (byte) 0xDF, 0x40})),
        // Sizes around the groups of three that base64 works in, and around buffers.
        Stream.of(1, 2, 3, 4, 5, 16_383, 16_384, 16_385, 1_000_003)
            .map(
                size -> {
                  byte[] bytes = new byte[size];
                  random.nextBytes(bytes);
                  return Arguments.of(size + " random bytes", bytes);
                }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("payloads")
  void aPayloadArrivesByteForByte(String name, byte[] payload) throws Exception {
    assertThat(post(new Form(Names.BOTH, true, true, true).envelope(payload))).isEqualTo(200);
    assertThat(recorder.only().body()).isEqualTo(payload);

    recorder.deliveries.clear();
    assertThat(post(payload, "x-goog-pubsub-message-id", "17")).isEqualTo(200);
    assertThat(recorder.only().body()).isEqualTo(payload);
  }

  @Test
  void aPayloadThatIsItselfAnEnvelopeIsUnwrappedOnce() throws Exception {
    Form form = new Form(Names.CAMEL, true, true, false);
    byte[] inner = form.envelope(new byte[] {1});

    post(form.envelope(inner));

    assertThat(recorder.only().body()).isEqualTo(inner);
  }

  private static int post(byte[] body, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/push"))
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<Void> response = client.send(request.build(), BodyHandlers.discarding());
    return response.statusCode();
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return PushTester.JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Acknowledges everything. */
  private static final class Recorder implements DeliveryHandler {
    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    Delivery only() {
      assertThat(deliveries).hasSize(1);
      return deliveries.get(0);
    }

    @Override
    public Disposition handle(Delivery delivery) {
      deliveries.add(delivery);
      return new Disposition.Acknowledge(RequestId.random(), new Outcome.Cancelled());
    }

    @Override
    public Disposition reject(Delivery delivery, InvalidMessageException problem) {
      throw new AssertionError("rejected", problem);
    }
  }
}
