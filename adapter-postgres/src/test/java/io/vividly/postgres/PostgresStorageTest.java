package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.TransientFailureException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresStorageTest {

  private static final String WAITING = "select count(*) from pg_locks where not granted";
  private static final ContentRequest REQUEST =
      new ContentRequest(
          RequestId.random(),
          "c",
          "s",
          "secret words",
          new GradeLevel(9),
          null,
          Set.of(Modality.VIDEO),
          Modality.VIDEO,
          null);

  @Test
  void aDatabaseThatIsAwayIsATransientFailureWithoutThePassword() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    PostgresOptions options =
        PostgresOptions.builder("postgresql://u:hidden@localhost:" + port + "/v")
            .connectTimeout(Duration.ofMillis(500))
            .build();

    assertThatThrownBy(() -> PostgresStorage.open(options))
        .isInstanceOf(TransientFailureException.class)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void aServerThatAcceptsAndNeverAnswersIsATransientFailure() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      PostgresOptions options =
          PostgresOptions.builder("postgresql://u:p@localhost:" + silent.getLocalPort() + "/v")
              .connectTimeout(Duration.ofSeconds(1))
              .build();

      assertThatThrownBy(() -> PostgresStorage.open(options))
          .isInstanceOf(TransientFailureException.class);
    }
  }

  @Test
  void isReadyUntilTheDatabaseIsGone() {
    String name = TestDatabase.empty();
    PostgresOptions options =
        PostgresOptions.builder(TestDatabase.url(name))
            .poolSize(2)
            .connectTimeout(Duration.ofMillis(500))
            .build();
    try (PostgresStorage storage = PostgresStorage.open(options)) {
      assertThat(storage.isReady()).isTrue();

      TestDatabase.drop(name);

      assertThat(storage.isReady()).isFalse();
      assertThatThrownBy(() -> storage.requestStore().claim(REQUEST, "h", Duration.ofMinutes(1)))
          .isInstanceOf(TransientFailureException.class)
          .hasMessageContaining(REQUEST.id().toString())
          .hasStackTraceContaining("SQLException")
          .satisfies(PostgresStorageTest::quotesNobody);
    }
  }

  @Test
  void aLockThatIsNeverGivenBackIsATransientFailure() {
    try (TestDatabase database = TestDatabase.migrated();
        PostgresStorage impatient =
            PostgresStorage.open(
                PostgresOptions.builder(database.url())
                    .statementTimeout(Duration.ofMillis(300))
                    .build());
        Handle locker = database.jdbi().open()) {
      locker.begin();
      locker.execute("lock table content_requests in access exclusive mode");

      assertThatThrownBy(() -> impatient.requestStore().claim(REQUEST, "h", Duration.ofMinutes(1)))
          .isInstanceOf(TransientFailureException.class)
          .hasMessageContaining("57014")
          .satisfies(PostgresStorageTest::quotesNobody);
      locker.rollback();
    }
  }

  @Test
  void aPoolWithoutAFreeConnectionIsATransientFailure() throws Exception {
    try (TestDatabase database = TestDatabase.migrated();
        PostgresStorage narrow =
            PostgresStorage.open(
                PostgresOptions.builder(database.url())
                    .poolSize(1)
                    .connectTimeout(Duration.ofMillis(300))
                    .build());
        Handle locker = database.jdbi().open()) {
      locker.begin();
      locker.execute("lock table content_requests in access exclusive mode");
      CompletableFuture<Boolean> hog =
          CompletableFuture.supplyAsync(
              () -> narrow.requestStore().outcomeOf(REQUEST.id()).isEmpty());
      while (locker.createQuery(WAITING).mapTo(Integer.class).one() == 0) {
        Thread.onSpinWait();
      }

      assertThat(narrow.isReady()).isFalse();
      assertThatThrownBy(() -> narrow.requestStore().claim(REQUEST, "h", Duration.ofMinutes(1)))
          .isInstanceOf(TransientFailureException.class)
          .satisfies(PostgresStorageTest::quotesNobody);
      locker.rollback();
      assertThat(hog.get()).isTrue();
      assertThat(narrow.isReady()).isTrue();
    }
  }

  @Test
  void aMistakeIsNotTakenForAnOutageAndQuotesNobody() {
    try (TestDatabase database = TestDatabase.migrated()) {
      database.execute(
          "alter table content_requests add constraint short check (length(student_query) < 3)");

      assertThatThrownBy(() -> database.storage().outbox().submit(REQUEST))
          .isNotInstanceOf(TransientFailureException.class)
          .satisfies(PostgresStorageTest::quotesNobody);
    }
  }

  @Test
  void leavesOpenWhatItWasGiven() throws Exception {
    try (HikariDataSource source = new HikariDataSource()) {
      source.setJdbcUrl("jdbc:" + TestDatabase.url(TestDatabase.empty()).replaceAll("//.*@", "//"));
      source.setUsername("postgres");
      source.setMaximumPoolSize(2);

      try (PostgresStorage storage = PostgresStorage.on(source, "test")) {
        assertThat(storage.isReady()).isTrue();
      }

      assertThat(source.isClosed()).isFalse();
    }
  }

  private static void quotesNobody(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain("secret words");
    }
  }
}
