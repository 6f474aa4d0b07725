package io.vividly.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void a_context_is_written_as_it_was_read() {
    assertThat(TraceContext.parse(VALID)).hasToString(VALID);
    String unsampled = VALID.substring(0, VALID.length() - 1) + "0";
    assertThat(TraceContext.parse(unsampled)).hasToString(unsampled);
  }

  @Test
  void a_later_version_may_say_more() {
    assertThat(TraceContext.parse(VALID.replaceFirst("00", "cc") + "-more")).hasToString(VALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
      })
  void anything_else_is_no_context(String text) {
    assertThat(TraceContext.parse(text)).isNull();
  }

  @Test
  void googles_client_comes_between() {
    String google = VALID.replace("00f067aa0ba902b7", "00f067aa0ba902b8");
    assertThat(TraceContext.of(Map.of("traceparent", VALID, "googclient_traceparent", google)))
        .hasToString(google);
    assertThat(TraceContext.of(Map.of("traceparent", VALID))).hasToString(VALID);
    assertThat(TraceContext.of(Map.of())).isNull();
  }

  @Test
  void a_new_context_can_be_read() {
    TraceContext begun = TraceContext.begin();
    assertThat(TraceContext.parse(begun.toString())).isEqualTo(begun);
  }
}
