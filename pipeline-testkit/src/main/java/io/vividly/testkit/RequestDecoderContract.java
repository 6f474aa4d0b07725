package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RequestDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RequestDecoder} must do. */
public abstract class RequestDecoderContract {

  private static final String SECRET = "Dear diary";

  /** The decoder to test; may be the same for all tests. */
  protected abstract RequestDecoder decoder();

  /** A message body that says all that is in a request. */
  protected abstract byte[] encoded(ContentRequest request);

  @Test
  void readsAllThatTheMessageSays() {
    ContentRequest request = TestRequests.request();

    assertThat(decode(encoded(request))).isEqualTo(request);
  }

  @Test
  void everyDeliveryOfAMessageGivesTheSameRequest() throws Exception {
    byte[] body = encoded(TestRequests.request());

    List<ContentRequest> requests = Threads.atOnce(8, () -> decode(body));

    assertThat(requests).containsOnly(requests.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", SECRET, "\u0000", "{\"" + SECRET, "<a>" + SECRET + "</a>"})
  void refusesRubbishWithoutQuotingIt(String rubbish) {
    InvalidMessageException refused =
        catchThrowableOfType(
            InvalidMessageException.class, () -> decode(rubbish.getBytes(StandardCharsets.UTF_8)));

    assertThat(refused).isNotNull();
    assertThat(refused.problem()).isNotBlank().doesNotContain(SECRET);
    assertThat(String.valueOf(refused.field())).doesNotContain(SECRET);
  }

  private ContentRequest decode(byte[] body) {
    return decoder().decode(new Delivery("message-1", null, null, Map.of(), body, Instant.MAX));
  }
}
