package io.vividly.testkit;

import io.vividly.core.port.Outbox;
import java.time.Duration;
import java.time.Instant;

class InMemoryOutboxTest extends OutboxContract {

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final InMemoryOutbox outbox =
      new InMemoryOutbox(request -> request.id().toString().getBytes(), clock);

  @Override
  protected Outbox outbox() {
    return outbox;
  }

  @Override
  protected void passHolds() {
    clock.advance(Duration.ofDays(1));
  }
}
