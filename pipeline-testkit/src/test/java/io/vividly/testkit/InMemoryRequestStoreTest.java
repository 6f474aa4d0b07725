package io.vividly.testkit;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.RequestStore;
import java.time.Duration;
import java.time.Instant;

class InMemoryRequestStoreTest extends RequestStoreContract {

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final InMemoryRequestStore store = new InMemoryRequestStore(clock);

  @Override
  protected RequestStore store() {
    return store;
  }

  @Override
  protected void expireLease(RequestId id) {
    clock.advance(Duration.ofDays(1));
  }

  @Override
  protected void cancel(RequestId id) {
    store.cancel(id);
  }

  @Override
  protected void delete(RequestId id) {
    store.delete(id);
  }
}
