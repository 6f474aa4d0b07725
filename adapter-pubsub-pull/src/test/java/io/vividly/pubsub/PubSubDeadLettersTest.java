package io.vividly.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.vividly.core.model.Delivery;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An operator looks at the dead letters. */
@Timeout(120)
class PubSubDeadLettersTest {

  private PubSubTester pubSub;
  private PubSubDeadLetters letters;

  @BeforeEach
  void open() throws Exception {
    pubSub = new PubSubTester();
    letters = new PubSubDeadLetters(pubSub.options());
  }

  @AfterEach
  void close() {
    letters.close();
    pubSub.close();
  }

  @Test
  void what_is_pulled_is_seen_as_it_was_published_and_by_nobody_else() {
    String id = publish("one", Map.of("tenant", "école"));

    List<Delivery> pulled = letters.pull(10);

    assertThat(pulled).extracting(Delivery::messageId).containsExactly(id);
    assertThat(pulled.get(0).attributes()).containsEntry("tenant", "école");
    assertThat(pulled.get(0).body()).isEqualTo("one".getBytes());
    assertThat(pubSub.pull(PubSubTester.DEAD_SUBSCRIPTION)).isEmpty();
  }

  @Test
  void what_is_not_acknowledged_is_given_back_at_once() {
    String kept = publish("kept", Map.of());
    String done = publish("done", Map.of());
    assertThat(pullAll()).containsExactlyInAnyOrder(kept, done);

    letters.acknowledge(done);
    letters.close();

    assertThat(pubSub.pull(PubSubTester.DEAD_SUBSCRIPTION))
        .extracting(received -> received.getMessage().getMessageId())
        .containsExactly(kept);
  }

  @Test
  void what_a_dead_process_held_comes_back_by_itself() {
    String id = publish("one", Map.of());
    letters.pull(10);

    pubSub.clock.advance(PubSubDeadLetters.HOLD.minusSeconds(1));
    assertThat(pubSub.pull(PubSubTester.DEAD_SUBSCRIPTION)).isEmpty();
    pubSub.clock.advance(PubSubDeadLetters.HOLD);

    assertThat(pubSub.pull(PubSubTester.DEAD_SUBSCRIPTION))
        .extracting(received -> received.getMessage().getMessageId())
        .containsExactly(id);
  }

  @Test
  void what_is_held_for_too_long_is_not_taken_for_another_and_can_still_be_acknowledged() {
    String first = publish("first", Map.of());
    letters.pull(10);
    pubSub.clock.advance(PubSubDeadLetters.HOLD.plusSeconds(1));
    String second = publish("second", Map.of());

    assertThat(pullAll()).containsExactly(second);
    letters.acknowledge(first);
    letters.acknowledge(second);

    assertThat(pubSub.server.backlog(PubSubTester.DEAD_SUBSCRIPTION)).isZero();
  }

  @Test
  void an_acknowledgement_that_is_refused_is_told_and_nothing_is_lost() {
    String id = publish("one", Map.of());
    letters.pull(10);
    pubSub.server.acknowledgeFaults().failAlways(Status.PERMISSION_DENIED.asRuntimeException());

    assertThatThrownBy(() -> letters.acknowledge(id))
        .isInstanceOf(PubSubException.class)
        .hasMessageContaining("PERMISSION_DENIED");
    letters.close();

    assertThat(pubSub.pull(PubSubTester.DEAD_SUBSCRIPTION)).hasSize(1);
  }

  @Test
  void a_subscription_that_does_not_exist_is_told() {
    PubSubOptions options =
        PubSubOptions.builder(PubSubTester.PROJECT)
            .deadLetterSubscription("none")
            .emulatorHost(pubSub.server.endpoint())
            .build();
    try (PubSubDeadLetters none = new PubSubDeadLetters(options)) {
      assertThatThrownBy(() -> none.pull(1))
          .isInstanceOfSatisfying(
              PubSubException.class, e -> assertThat(e.isConfiguration()).isTrue());
    }
  }

  private List<String> pullAll() {
    List<Delivery> first = letters.pull(10);
    List<Delivery> second = letters.pull(10);
    return Stream.concat(first.stream(), second.stream()).map(Delivery::messageId).toList();
  }

  private String publish(String text, Map<String, String> attributes) {
    return pubSub.publishTo(PubSubTester.DEAD_TOPIC, ByteString.copyFromUtf8(text), attributes);
  }
}
