package io.vividly.testkit.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushPaceTest {

  private Instant now = Instant.parse("2026-03-02T12:00:00Z");
  private final PushPace pace = new PushPace();

  @Test
  void nothing_waits_at_first() {
    assertThat(pace.resumeAt()).isBefore(now);
    pace.succeeded(now);
    assertThat(pace.resumeAt()).isEqualTo(now);
  }

  @Test
  void the_pause_doubles_from_100_ms_to_60_s() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pace.failed(now, now);
      pauses.add(pause());
      now = pace.resumeAt();
    }
    assertThat(pauses)
        .containsExactly(
            100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 51_200L, 60_000L,
            60_000L);
  }

  @Test
  void the_pause_shrinks_with_every_success_until_it_is_gone() {
    for (int i = 0; i < 3; i++) {
      pace.failed(now, now);
      now = pace.resumeAt();
    }
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pace.succeeded(now);
      pauses.add(pause());
      now = pace.resumeAt();
    }
    assertThat(pauses).containsExactly(200L, 100L, 0L, 0L);
  }

  @Test
  void pushes_that_fail_together_count_once() {
    Instant begun = now;
    pace.failed(begun, now);
    pace.failed(begun, now);
    pace.failed(begun, now.plusMillis(5));

    assertThat(pause()).isEqualTo(100);
  }

  @Test
  void fewer_are_pushed_at_a_time_after_a_failure_and_more_after_a_success() {
    int first = pace.window();
    pace.succeeded(now);
    assertThat(pace.window()).isEqualTo(first + 1);

    for (int i = 0; i < 10; i++) {
      pace.failed(now, now);
      now = pace.resumeAt();
    }
    assertThat(pace.window()).isOne();
  }

  private long pause() {
    return Duration.between(now, pace.resumeAt()).toMillis();
  }
}
