package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RejectedMessages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link RejectedMessages} has to do. Extend it, and say how to get one. */
public abstract class RejectedMessagesContract {

  /** The adapter under test, empty at first. */
  protected abstract RejectedMessages messages();

  /** What is kept, in the order in which it first came. */
  protected abstract List<Kept> kept();

  @Test
  void keepsEveryByte() {
    byte[] body = new byte[512];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }

    messages().keep(delivery("m-1", body), new InvalidMessageException("grade_level", "is 0"));

    assertThat(kept())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.messageId()).isEqualTo("m-1");
              assertThat(kept.body()).isEqualTo(body);
              assertThat(kept.attributes()).containsExactly(Map.entry("a", "\"b\" ü"));
              assertThat(kept.field()).isEqualTo("grade_level");
              assertThat(kept.problem()).isEqualTo("is 0");
              assertThat(kept.timesSeen()).isEqualTo(1);
            });
  }

  @Test
  void keepsTheSameMessageOnceAndCounts() {
    for (int i = 0; i < 3; i++) {
      messages().keep(delivery("m-1", new byte[] {7}), new InvalidMessageException(null, "no"));
    }
    messages().keep(delivery("m-2", new byte[0]), new InvalidMessageException(null, "empty"));

    assertThat(kept()).extracting(Kept::messageId).containsExactly("m-1", "m-2");
    assertThat(kept()).extracting(Kept::timesSeen).containsExactly(3, 1);
    assertThat(kept()).extracting(Kept::field).containsOnlyNulls();
  }

  @Test
  void keepsMessagesWithTextThatADatabaseMayNotTake() {
    Delivery odd =
        new Delivery(
            "m\u0000",
            Instant.EPOCH,
            3,
            Map.of("nul", "a\u0000b", "half", "\ud83d"),
            new byte[] {0},
            Instant.MAX);

    messages().keep(odd, new InvalidMessageException("x\u0000", "bad\u0000"));

    assertThat(kept())
        .singleElement()
        .satisfies(kept -> assertThat(kept.body()).isEqualTo(new byte[] {0}));
  }

  private static Delivery delivery(String messageId, byte[] body) {
    return new Delivery(messageId, null, null, Map.of("a", "\"b\" ü"), body, Instant.MAX);
  }

  /** A kept message, as the test finds it. */
  public record Kept(
      String messageId,
      Map<String, String> attributes,
      byte[] body,
      @Nullable String field,
      String problem,
      int timesSeen) {}
}
