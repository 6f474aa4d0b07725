package io.vividly.testkit;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.RequestStore;
import java.time.Duration;
import java.time.Instant;

class InMemoryContentCatalogTest extends ContentCatalogContract {

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final InMemoryRequestStore store = new InMemoryRequestStore(clock);
  private final ContentCatalog catalog = new InMemoryContentCatalog(store);

  @Override
  protected ContentCatalog catalog() {
    return catalog;
  }

  @Override
  protected RequestStore store() {
    return store;
  }

  @Override
  protected void expireLease(RequestId id) {
    clock.advance(Duration.ofDays(1));
  }

  @Override
  protected void delete(RequestId id) {
    store.delete(id);
  }
}
