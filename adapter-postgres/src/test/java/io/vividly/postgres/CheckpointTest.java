package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult.Claimed;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestStore;
import io.vividly.json.StageOutputCodec;
import io.vividly.testkit.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who waits for whom, and for the disk, when checkpoints are stored. */
@Timeout(60)
class CheckpointTest {

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final StageKey FIRST = new StageKey(Stage.NARRATION, 1);
  private static final StageKey SECOND = new StageKey(Stage.NARRATION, 2);

  @RegisterExtension static final TestDatabase database = TestDatabase.migrated();

  private final RequestStore store = database.storage().requestStore();
  private final ContentRequest request = Samples.request();
  private final Claim claim = claim(store);

  @Test
  void waitsForTheDiskWhereSomethingMustLastAndNowhereElse() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:" + database.url().replaceFirst("//.*@", "//"));
    config.setUsername("postgres");
    config.setMaximumPoolSize(1);
    try (HikariDataSource one = new HikariDataSource(config)) {
      Database session = new Database(one);
      RequestStore onOne =
          new PostgresRequestStore(
              session, new DatabaseWatch(one::getConnection), new Teller(session));
      int times = 20;
      assertThat(diskWrites(session, times, () -> onOne.stageStarted(claim, FIRST, 10)))
          .as("starts")
          .isLessThan(times / 4);
      assertThat(
              diskWrites(
                  session,
                  times,
                  () -> onOne.stageCompleted(claim, StageKey.of(Stage.NARRATION), 9)))
          .as("ends of stages that have no output of their own")
          .isLessThan(times / 4);
      assertThat(diskWrites(session, times, () -> onOne.stageCompleted(claim, FIRST, scene(), 20)))
          .as("checkpoints of scenes")
          .isGreaterThanOrEqualTo(times);
      assertThat(
              diskWrites(
                  session,
                  times,
                  () ->
                      onOne.stageCompleted(
                          claim,
                          StageKey.of(Stage.SCRIPT),
                          Samples.checkpoint(Samples.script()),
                          20)))
          .as("checkpoints of stages")
          .isGreaterThanOrEqualTo(times);
      assertThat(diskWrites(session, times, () -> onOne.renew(claim, LEASE)))
          .as("renewals")
          .isGreaterThanOrEqualTo(times);
    }
  }

  @Test
  void sceneDoesNotWaitForAnother() {
    inTransaction(
        open -> {
          complete(open, FIRST);
          store.stageStarted(claim, SECOND, 30);
          store.stageCompleted(claim, SECOND, scene(), 40);
        });

    assertThat(release().checkpoints()).containsOnlyKeys(FIRST, SECOND);
  }

  @Test
  void claimWaitsForACheckpointAndSeesIt() throws Exception {
    database.expireLease(request.id());
    CompletableFuture<Claimed> other = new CompletableFuture<>();
    inTransaction(
        open -> {
          complete(open, FIRST);
          CompletableFuture.supplyAsync(() -> claimed(store))
              .whenComplete(
                  (claimed, problem) -> {
                    if (problem == null) {
                      other.complete(claimed);
                    } else {
                      other.completeExceptionally(problem);
                    }
                  });
          awaitWaiterFor(open);
        });

    assertThat(other.get(30, TimeUnit.SECONDS).checkpoints()).containsOnlyKeys(FIRST);
  }

  @Test
  void checkpointIsRefusedThatWaitedForAClaim() {
    CompletableFuture<Void> late = new CompletableFuture<>();
    inTransaction(
        open -> {
          open.execute(
              "update content_requests set fencing_token = fencing_token + 1 where id = ?",
              request.id().value());
          CompletableFuture.runAsync(() -> store.stageCompleted(claim, FIRST, scene(), 20))
              .whenComplete((done, problem) -> late.completeExceptionally(problem));
          awaitWaiterFor(open);
        });

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> late.get(30, TimeUnit.SECONDS))
        .havingRootCause()
        .isInstanceOf(LeaseLostException.class);
    store.release(new Claim(request.id(), claim.fencingToken() + 1, 1, false));
    assertThat(claimed(store).checkpoints()).isEmpty();
  }

  /** How often the server wrote its log to the disk for a session that does this so many times. */
  private static long diskWrites(Database session, int times, Runnable work) {
    long before = diskWrites(session);
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return diskWrites(session) - before;
  }

  private static long diskWrites(Database session) {
    return session.run(
        "look",
        handle -> {
          handle.execute("select pg_stat_force_next_flush()");
          return handle
              .createQuery(
                  "select sum(fsyncs) from pg_stat_get_backend_io(pg_backend_pid())"
                      + " where object = 'wal'")
              .mapTo(Long.class)
              .one();
        });
  }

  private static void inTransaction(Consumer<Handle> work) {
    database.jdbi().useTransaction(work::accept);
  }

  /** Stores a checkpoint, as the store does, in a transaction that is still open. */
  private void complete(Handle open, StageKey key) {
    int rows =
        open.createUpdate(RequestSql.SCENE_COMPLETED)
            .bind("id", request.id().value())
            .bind("token", claim.fencingToken())
            .bind("stage", key.stage().wireName())
            .bind("scene", key.scene())
            .bind("order", 4)
            .bind("output", new StageOutputCodec().encode(scene().output()))
            .bind("version", scene().version())
            .execute();
    assertThat(rows).isEqualTo(1);
  }

  private static void awaitWaiterFor(Handle open) {
    int pid = open.createQuery("select pg_backend_pid()").mapTo(Integer.class).one();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (waitersFor(pid) == 0) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(deadline);
    }
  }

  private static int waitersFor(int pid) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from pg_stat_activity"
                            + " where :pid = any (pg_blocking_pids(pid))")
                    .bind("pid", pid)
                    .mapTo(Integer.class)
                    .one());
  }

  private Claimed release() {
    store.release(claim);
    return claimed(store);
  }

  private Claim claim(RequestStore from) {
    return claimed(from).claim();
  }

  private Claimed claimed(RequestStore from) {
    return (Claimed) from.claim(request, "holder", LEASE);
  }

  private static Checkpoint scene() {
    MediaKey key = MediaKey.of(MediaType.WAV, new byte[0]);
    return Samples.checkpoint(
        new NarratedScene(
            new MediaRef(key, MediaType.WAV, URI.create("memory:/" + key), 0), List.of()));
  }
}
