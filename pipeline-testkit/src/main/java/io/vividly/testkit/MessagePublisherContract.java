package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.TransientFailureException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link MessagePublisher} must do. */
@Timeout(60)
public abstract class MessagePublisherContract {

  private static final String QUERY = "Why is the sky blue? למה?";
  private static final Outbox.Entry ENTRY =
      new Outbox.Entry(
          17,
          RequestId.random(),
          Map.of("environment", "dev"),
          QUERY.getBytes(StandardCharsets.UTF_8),
          Instant.parse("2026-03-02T12:00:00.5Z"),
          3);

  /** A publisher whose messages are taken over; always the same one within a test. */
  protected abstract MessagePublisher publisher() throws Exception;

  /** The bodies that were taken over in this test, as they arrived. */
  protected abstract List<byte[]> takenOver();

  /** A publisher whose messages nobody takes. */
  protected abstract MessagePublisher refused() throws Exception;

  @Test
  void aMessageArrivesAsItWas() throws Exception {
    publisher().publish(ENTRY);

    assertThat(takenOver()).singleElement().isEqualTo(ENTRY.body());
  }

  @Test
  void whatNobodyTookShallBeTriedAgain() throws Exception {
    MessagePublisher publisher = refused();

    assertThatThrownBy(() -> publisher.publish(ENTRY))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageNotContainingAny(QUERY);
  }

  @Test
  void anInterruptStaysVisible() throws Exception {
    MessagePublisher publisher = publisher();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> publisher.publish(ENTRY))
          .isInstanceOf(TransientFailureException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
