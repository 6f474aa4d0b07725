package io.vividly.postgres;

import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestEvents;
import io.vividly.core.port.RequestStore;
import io.vividly.testkit.RequestEventsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRequestEventsTest extends RequestEventsContract {

  private static TestDatabase database;

  /** Another process, as it were: events are read where they were not written. */
  private static PostgresStorage elsewhere;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
    elsewhere = PostgresStorage.open(PostgresOptions.of(database.url()));
  }

  @AfterAll
  static void close() {
    elsewhere.close();
    database.close();
  }

  @Override
  protected RequestEvents events() {
    return elsewhere.requestEvents();
  }

  @Override
  protected PipelineObserver log() {
    return database.storage().eventLog();
  }

  @Override
  protected RequestStore store() {
    return database.storage().requestStore();
  }
}
