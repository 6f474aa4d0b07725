package io.vividly.postgres;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.ContentCatalogContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresContentCatalogTest extends ContentCatalogContract {

  private static TestDatabase database;

  private final RequestStore store = database.storage().requestStore();
  private final ContentCatalog catalog = database.storage().contentCatalog();

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

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
