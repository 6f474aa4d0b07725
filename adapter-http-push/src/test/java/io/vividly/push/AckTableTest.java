package io.vividly.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.TransientFailureException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every status code against the table of what Pub/Sub takes for an acknowledgement. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AckTableTest {

  private static final Outbox.Entry ENTRY =
      new Outbox.Entry(1, RequestId.random(), Map.of(), new byte[] {1}, Instant.EPOCH, 1);

  private final AnsweringServer server = new AnsweringServer();
  private final HttpPushPublisher publisher =
      new HttpPushPublisher(
          URI.create(
              "http://"
                  + InetAddress.getLoopbackAddress().getHostAddress()
                  + ":"
                  + server.port()
                  + "/push"),
          "projects/local/subscriptions/test",
          Duration.ofSeconds(10));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void fiveStatusCodesAcknowledge() {
    assertThat(IntStream.rangeClosed(100, 599).filter(HttpPushPublisher::isAcknowledgement))
        .containsExactly(102, 200, 201, 202, 204);
  }

  @Test
  void everyAnswerIsTakenByThatTable() {
    TreeSet<Integer> acknowledged = new TreeSet<>();
    List<Integer> refused = new ArrayList<>();
    for (int status = 200; status <= 599; status++) {
      server.answer("HTTP/1.1 " + status + " Status|Content-Length: 0|Connection: close||");
      if (isPublished()) {
        acknowledged.add(status);
      } else {
        refused.add(status);
      }
    }

    assertThat(acknowledged).containsExactly(200, 201, 202, 204);
    assertThat(refused).hasSize(396);
  }

  /** What Pub/Sub takes for an acknowledgement in itself, HTTP calls an interim answer. */
  @Test
  void anInterimAnswerAloneIsNone() {
    for (int status = 100; status <= 199; status++) {
      server.answer("HTTP/1.1 " + status + " Status||");

      assertThat(isPublished()).as("after %s and nothing more", status).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 204", "102, 200", "103, 202"})
  void afterAnInterimAnswerTheFinalOneCounts(int interim, int status) {
    server.answer(
        "HTTP/1.1 " + interim + " Status||HTTP/1.1 " + status + " Status|Content-Length: 0||");
    assertThat(isPublished()).isTrue();

    server.answer("HTTP/1.1 " + interim + " Status||HTTP/1.1 503 Status|Content-Length: 0||");
    assertThat(isPublished()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "HTTP/1.1",
        "HTTP/1.1 OK||",
        "HTTP/1.1 200 OK|Content-Length: 5||abc",
        "SMTP/1.1 200 OK||"
      })
  void whatIsNoAnswerIsAFailure(String answer) {
    server.answer(answer);

    assertThatThrownBy(() -> publisher.publish(ENTRY))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageContaining("no answer");
  }

  private boolean isPublished() {
    try {
      publisher.publish(ENTRY);
      return true;
    } catch (TransientFailureException e) {
      return false;
    }
  }
}
