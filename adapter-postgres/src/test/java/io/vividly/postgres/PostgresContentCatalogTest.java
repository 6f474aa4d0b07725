package io.vividly.postgres;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.ContentCatalogContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresContentCatalogTest extends ContentCatalogContract {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final RequestStore store = database.storage().requestStore();
  private final ContentCatalog catalog = database.storage().contentCatalog();

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
    database.expireLease(id);
  }

  @Override
  protected void delete(RequestId id) {
    database.change("delete from content_requests", id);
  }
}
