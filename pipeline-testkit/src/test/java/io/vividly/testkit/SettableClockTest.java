package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettableClockTest {

  private final SettableClock clock = new SettableClock(Instant.EPOCH);

  @Test
  void tells_the_time_it_was_told() {
    clock.set(Instant.ofEpochSecond(100));
    clock.advance(Duration.ofSeconds(5));

    assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(105));
  }

  @Test
  void is_followed_by_its_views_in_other_zones() {
    Clock view = clock.withZone(ZoneId.of("Pacific/Apia"));
    clock.advance(Duration.ofDays(1));

    assertThat(view.instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(1)));
    assertThat(view.getZone()).isEqualTo(ZoneId.of("Pacific/Apia"));
  }

  @Test
  void tellsItsListenersTheTimeBeforeTheCallReturns() {
    SettableClock clock = new SettableClock();
    Instant start = clock.instant();
    List<Instant> heard = new ArrayList<>();
    Runnable listener = () -> heard.add(clock.instant());
    clock.addListener(listener);

    clock.advance(Duration.ofSeconds(1));
    clock.set(start);
    clock.removeListener(listener);
    clock.advance(Duration.ofSeconds(5));

    assertThat(heard).containsExactly(start.plusSeconds(1), start);
  }
}
