package io.vividly.postgres;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.RequestState;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.Watch;
import io.vividly.json.StageOutputCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The tables {@code content_requests} and {@code request_stages}. */
final class PostgresRequestStore implements RequestStore {

  private final Database database;
  private final DatabaseWatch changes;
  private final Teller teller;
  private final StageOutputCodec codec = new StageOutputCodec();
  private final ClaimRows claimRows = new ClaimRows(codec);
  private final OutcomeColumns outcomes = new OutcomeColumns(codec);

  PostgresRequestStore(Database database, DatabaseWatch changes, Teller teller) {
    this.database = database;
    this.changes = changes;
    this.teller = teller;
  }

  @Override
  public ClaimResult claim(ContentRequest request, String holder, Duration lease) {
    try {
      return tryToClaim(request, holder, lease);
    } catch (UnableToExecuteStatementException e) {
      if (!Database.isUniqueViolation(e)) {
        throw e;
      }
      // Of two that add a request at the same time, one may run into the index of the fencing
      // tokens before that of the ids, which alone makes way. The row is there now.
      return tryToClaim(request, holder, lease);
    }
  }

  private ClaimResult tryToClaim(ContentRequest request, String holder, Duration lease) {
    return database.run(
        "claim request " + request.id(),
        handle ->
            RequestColumns.bind(handle.createQuery(RequestSql.CLAIM_AND_CHECKPOINTS), request)
                .bind("holder", StorableText.of(holder))
                .bind("lease_ms", lease.toMillis())
                .execute((statement, context) -> claimRows.read(request.id(), statement.get()))
                .<ClaimResult>map(claimed -> claimed)
                .orElseGet(() -> notClaimed(state(handle, request))));
  }

  /** A request that came free since it was not ours counts as held still; it is looked at again. */
  private static ClaimResult notClaimed(RequestState state) {
    if (state instanceof RequestState.Ended ended) {
      return new ClaimResult.Finished(ended.outcome());
    }
    return state instanceof RequestState.Conflicting
        ? new ClaimResult.Conflicting()
        : new ClaimResult.Held();
  }

  @Override
  public RequestState stateOf(ContentRequest request) {
    return database.run("look at request " + request.id(), handle -> state(handle, request));
  }

  private RequestState state(Handle handle, ContentRequest request) {
    Query query = handle.createQuery(RequestSql.STATE);
    // Not all that was asked is compared.
    query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    return RequestColumns.bind(query, request)
        .map((row, context) -> state(request.id(), row))
        .findOne()
        .orElseGet(RequestState.Free::new);
  }

  private RequestState state(RequestId id, ResultSet row) throws SQLException {
    if (row.getBoolean("conflicting")) {
      return new RequestState.Conflicting();
    }
    boolean held = row.getBoolean("held");
    return outcomes
        .read(id, row)
        .<RequestState>map(RequestState.Ended::new)
        .orElseGet(() -> held ? new RequestState.Held() : new RequestState.Free());
  }

  @Override
  public Optional<Outcome> outcomeOf(RequestId id) {
    return database.run("look at request " + id, handle -> outcomeOf(handle, id));
  }

  private Optional<Outcome> outcomeOf(Handle handle, RequestId id) {
    return handle
        .createQuery(RequestSql.OUTCOME)
        .bind("id", id.value())
        .map((row, context) -> outcomes.read(id, row))
        .findOne()
        .flatMap(outcome -> outcome);
  }

  @Override
  public void renew(Claim claim, Duration lease) {
    write(
        "renew the lease",
        claim,
        RequestSql.RENEW,
        update -> update.bind("lease_ms", lease.toMillis()));
  }

  @Override
  public void release(Claim claim) {
    try {
      database.run(
          "release request " + claim.requestId(),
          handle -> bind(handle.createUpdate(RequestSql.RELEASE), claim).execute());
    } finally {
      teller.changed(claim.requestId());
    }
  }

  @Override
  public void stageStarted(Claim claim, StageKey key, int progress) {
    write(
        "note the start of " + key,
        claim,
        RequestSql.STAGE_STARTED,
        update ->
            bind(update, key)
                .bind("status", key.stage().status().wireName())
                .bind("progress", progress));
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, Checkpoint checkpoint, int progress) {
    String json = codec.encode(checkpoint.output());
    @Nullable String version = StorableText.ofNullable(checkpoint.version());
    if (key.isScene()) {
      write(
          checkpointOf(key),
          claim,
          RequestSql.SCENE_COMPLETED,
          update -> bind(update, key).bind("output", json).bind("version", version));
      return;
    }
    write(
        checkpointOf(key),
        claim,
        RequestSql.STAGE_COMPLETED,
        update ->
            StageColumns.of(checkpoint.output())
                .bind(bind(update, key))
                .bind("output", json)
                .bind("version", version)
                .bind("progress", progress));
  }

  @Override
  public void stageCompleted(Claim claim, StageKey key, int progress) {
    write(
        "note the end of " + key,
        claim,
        RequestSql.WHOLE_STAGE_COMPLETED,
        update ->
            bind(update, key)
                .bind("output", (String) null)
                .bind("version", (String) null)
                .bind("progress", progress));
  }

  private static String checkpointOf(StageKey key) {
    return "store the checkpoint of " + key;
  }

  @Override
  public void attemptFailed(Claim claim, StageFailure failure) {
    end(
        "note a failed attempt",
        claim,
        RequestSql.ATTEMPT_FAILED,
        query -> outcomes.bindFailure(query, failure));
  }

  @Override
  public void finish(Claim claim, Outcome outcome) {
    end(
        "finish",
        claim,
        RequestSql.FINISH,
        query ->
            outcomes
                .bind(query, outcome)
                .bindArray(
                    "stages",
                    String.class,
                    Arrays.stream(Stage.values()).map(Stage::wireName).toList()));
  }

  @Override
  public boolean reopen(RequestId id) {
    return database.run(
            "open request " + id + " again",
            handle -> handle.createUpdate(RequestSql.REOPEN).bind("id", id.value()).execute())
        == 1;
  }

  @Override
  public Watch watch(RequestId id, Runnable action) {
    return changes.onRequest(id, action);
  }

  private void write(String purpose, Claim claim, String sql, Parameters<Update> parameters) {
    int rows =
        database.run(
            purpose + " of request " + claim.requestId(),
            handle -> parameters.add(bind(handle.createUpdate(sql), claim)).execute());
    requireOne(claim, rows);
  }

  /** Tells of the end even if it failed: it may be done, and only its answer have been lost. */
  private void end(String purpose, Claim claim, String sql, Parameters<Query> parameters) {
    try {
      int rows =
          database.run(
              purpose + " of request " + claim.requestId(),
              handle ->
                  parameters.add(bind(handle.createQuery(sql), claim)).mapTo(Integer.class).one());
      requireOne(claim, rows);
    } finally {
      teller.changed(claim.requestId());
    }
  }

  private static void requireOne(Claim claim, int rows) {
    switch (rows) {
      case 0 -> throw new LeaseLostException(claim);
      case 1 -> {}
      default ->
          throw new IllegalStateException(rows + " rows changed for request " + claim.requestId());
    }
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Claim claim) {
    return statement.bind("id", claim.requestId().value()).bind("token", claim.fencingToken());
  }

  private static Update bind(Update update, StageKey key) {
    return update
        .bind("stage", key.stage().wireName())
        .bind("scene", key.scene())
        .bind("order", key.stage().ordinal() + 1);
  }

  /** Adds what a statement needs besides the claim. */
  @FunctionalInterface
  private interface Parameters<S> {
    S add(S statement);
  }
}
