package io.vividly.testkit;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.RequestStore;

class InMemoryRequestWatchTest extends RequestWatchContract {

  private final InMemoryRequestStore store = new InMemoryRequestStore();

  @Override
  protected RequestStore store() {
    return store;
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
