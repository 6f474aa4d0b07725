package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.RequestStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRequestStoreTest extends RequestStoreContract {

  private static TestDatabase database;

  private final RequestStore store = database.storage().requestStore();

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected RequestStore store() {
    return store;
  }

  @Override
  protected void expireLease(RequestId id) {
    change("update content_requests set lease_until = now() - interval '1 second'", id);
  }

  @Override
  protected void cancel(RequestId id) {
    change("update content_requests set status = 'cancelled'", id);
  }

  private static void change(String sql, RequestId id) {
    int rows =
        database.jdbi().withHandle(handle -> handle.execute(sql + " where id = ?", id.value()));
    assertThat(rows).isEqualTo(1);
  }
}
