package io.vividly.postgres;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.RequestStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRequestStoreTest extends RequestStoreContract {

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final RequestStore store = database.storage().requestStore();

  @Override
  protected RequestStore store() {
    return store;
  }

  @Override
  protected void expireLease(RequestId id) {
    database.expireLease(id);
  }

  @Override
  protected void cancel(RequestId id) {
    database.change("update content_requests set status = 'cancelled'", id);
  }

  @Override
  protected void delete(RequestId id) {
    database.change("delete from content_requests", id);
  }
}
