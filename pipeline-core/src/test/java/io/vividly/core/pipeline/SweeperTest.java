package io.vividly.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.OutboxUnavailable;
import io.vividly.core.port.PipelineEvent.RequestRequeued;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SweeperTest {

  private final QueueOutbox outbox = new QueueOutbox();
  private final BlockingQueue<PipelineEvent> events = new LinkedBlockingQueue<>();

  @Test
  void takesUpAllThatIsStuckAndTellsOfEach() {
    for (int i = 0; i < 250; i++) {
      outbox.addStuck(RequestId.random());
    }
    try (Sweeper sweeper = sweeper(Duration.ofHours(1))) {
      sweeper.sweep();
    }

    assertThat(events).hasSize(250).hasOnlyElementsOfType(RequestRequeued.class);
  }

  @Test
  void looksAgainAndAgainEvenWhenTheOutboxIsAwayForAWhile() throws Exception {
    outbox.setAway(true);
    try (Sweeper sweeper = sweeper(Duration.ofMillis(50))) {
      sweeper.start();
      assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(OutboxUnavailable.class);

      RequestId stuck = RequestId.random();
      outbox.addStuck(stuck);
      outbox.setAway(false);

      PipelineEvent event;
      do {
        event = events.poll(20, TimeUnit.SECONDS);
      } while (event instanceof OutboxUnavailable);
      assertThat(event)
          .isInstanceOfSatisfying(
              RequestRequeued.class, told -> assertThat(told.requestId()).isEqualTo(stuck));
    }
  }

  @Test
  void anIdleTimeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> sweeper(Duration.ZERO)).hasMessageContaining("idle");
  }

  private Sweeper sweeper(Duration idle) {
    return new Sweeper(outbox, idle, events::add, Clock.systemUTC());
  }
}
