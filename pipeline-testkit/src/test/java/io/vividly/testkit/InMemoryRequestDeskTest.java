package io.vividly.testkit;

import io.vividly.core.port.Outbox;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestStore;

class InMemoryRequestDeskTest extends RequestDeskContract {

  private final InMemoryRequestStore store = new InMemoryRequestStore();
  private final InMemoryOutbox outbox = new InMemoryOutbox(request -> new byte[] {1});
  private final InMemoryRequestDesk desk = new InMemoryRequestDesk(store, outbox);

  @Override
  protected RequestDesk desk() {
    return desk;
  }

  @Override
  protected RequestStore store() {
    return store;
  }

  @Override
  protected Outbox outbox() {
    return outbox;
  }
}
