package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.Claim;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import io.vividly.testkit.Samples;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a watch lives through. */
@Timeout(60)
class DatabaseWatchTest {

  private static final String LISTENERS =
      "select count(*) from pg_stat_activity where datname = current_database()"
          + " and application_name = 'vividly-watch'";

  private static final String INSERT = "insert into content_requests (id) values (?)";

  private final ContentRequest request = Requests.request();
  private final Semaphore told = new Semaphore(0);

  @Test
  void tellsWhatAnybodyDoesToTheRowAndStopsItsHolder() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated()) {
      RequestStore store = database.storage().requestStore();
      Claim claim = Requests.claim(store, request);
      try (Watch watch = beginToWatch(database.storage())) {
        database.change("update content_requests set status = 'cancelled'", request.id());
        told.acquire();
      }
      assertThatThrownBy(() -> store.renew(claim, Requests.LEASE))
          .isInstanceOf(LeaseLostException.class);
    }
  }

  @Test
  void tellsOthersOfAReleaseEvenIfTheStorageIsClosedThereupon() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated();
        Watch watch = beginToWatch(database.storage())) {
      try (PostgresStorage leaving = PostgresStorage.open(PostgresOptions.of(database.url()))) {
        RequestStore store = leaving.requestStore();
        store.release(Requests.claim(store, request));
      }
      told.acquire();
    }
  }

  @Test
  void tellsWhatAnEarlierVersionDoes() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated()) {
      RequestStore store = database.storage().requestStore();
      store.release(Requests.claim(store, request));
      try (Watch watch = beginToWatch(database.storage())) {
        Requests.claim(store, request);
        database.change(
            "update content_requests set lease_holder = null, status = 'pending'", request.id());
        told.acquire();
      }
    }
  }

  @Test
  void aStatusThatNobodyKnowsEndsTheWorkToo() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated()) {
      database.execute(
          "alter table content_requests drop constraint content_requests_status_known");
      Requests.claim(database.storage().requestStore(), request);
      try (Watch watch = beginToWatch(database.storage())) {
        database.change("update content_requests set status = 'archived'", request.id());
        told.acquire();
      }
    }
  }

  @Test
  void aCheckpointTellsNobody() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated()) {
      RequestStore store = database.storage().requestStore();
      try (Watch watch = beginToWatch(database.storage())) {
        StageKey key = StageKey.of(Stage.UNDERSTANDING);
        Claim claim = Requests.claim(store, request);
        store.renew(claim, Requests.LEASE);
        store.stageStarted(claim, key, 5);
        store.stageCompleted(
            claim, key, Samples.checkpoint(new Understanding.OutOfScope("No.")), 10);
        store.finish(claim, new Outcome.OutOfScope("No."));

        told.acquire();
        assertThat(told.availablePermits()).as("told before").isZero();
      }
    }
  }

  @Test
  void goesOnWithAnotherConnectionWhenItsOwnIsCut() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated();
        Watch watch = beginToWatch(database.storage())) {
      database.jdbi().useHandle(handle -> handle.execute(INSERT, request.id().value()));
      for (int round = 0; round < 3; round++) {
        assertThat(database.cutConnections()).isPositive();
        // Something may have been missed.
        told.acquire();
        database.change("update content_requests set lease_holder = 'h'", request.id());
        database.change("update content_requests set lease_holder = null", request.id());
        told.acquire();
      }
    }
  }

  @Test
  void noticesAServerThatVanishedWithoutAWord() throws Exception {
    try (FrozenProxy proxy = new FrozenProxy(TestDatabase.port())) {
      String url = TestDatabase.url(TestDatabase.empty(), proxy.port());
      try (PostgresStorage storage = PostgresStorage.open(PostgresOptions.of(url));
          Watch watch = beginToWatch(storage)) {
        proxy.freeze();

        told.acquire();
      }
    }
  }

  @Test
  void takesOneConnectionAndGivesItBackAtOnce() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated()) {
      assertThat(listeners(database)).as("nobody watches").isZero();
      Watch first = beginToWatch(database.storage());
      Watch second = database.storage().outbox().watch(() -> {});
      assertThat(listeners(database)).isEqualTo(1);

      database.storage().close();

      while (listeners(database) > 0) {
        Thread.onSpinWait();
      }
      first.close();
      second.close();
    }
  }

  @Test
  void aWatchOfAClosedStorageIsToldNothing() {
    AtomicInteger calls = new AtomicInteger();
    TestDatabase database = TestDatabase.migrated();
    database.close();

    database.storage().requestStore().watch(request.id(), calls::incrementAndGet).close();

    assertThat(calls).hasValue(0);
    assertThat(listeners(database)).isZero();
  }

  @Test
  void tellsOfANewEntryInTheOutbox() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated();
        Watch begun = beginToWatch(database.storage());
        Watch watch = database.storage().outbox().watch(told::release)) {
      database.storage().outbox().submit(request);
      told.acquire();
    }
  }

  @Test
  void watchesOnAGivenSourceAndLeavesItClean() throws Exception {
    try (HikariDataSource source = new HikariDataSource()) {
      source.setJdbcUrl("jdbc:" + TestDatabase.url(TestDatabase.empty()).replaceAll("//.*@", "//"));
      source.setUsername("postgres");
      source.setMaximumPoolSize(2);
      try (PostgresStorage storage = PostgresStorage.on(source, "test");
          Watch watch = beginToWatch(storage)) {
        storage.requestStore().release(Requests.claim(storage.requestStore(), request));
        told.acquire();
      }
      try (PostgresStorage again = PostgresStorage.on(source, "test")) {
        assertThat(again.isReady()).isTrue();
      }
    }
  }

  /** Returns once the database is listened to, so that the next call is for a reason. */
  private Watch beginToWatch(PostgresStorage storage) throws InterruptedException {
    Watch watch = storage.requestStore().watch(request.id(), told::release);
    told.acquire();
    return watch;
  }

  private static int listeners(TestDatabase database) {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery(LISTENERS).mapTo(Integer.class).one());
  }
}
