package io.vividly.postgres;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.SubmissionDigest;
import io.vividly.core.port.ClarifiedQuery;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.RequestSummary;
import io.vividly.json.StageOutputCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Asks and answers people by the table {@code content_requests}. */
final class PostgresRequestDesk implements RequestDesk {

  private final Database database;
  private final PostgresOutbox outbox;
  private final String sourceService;
  private final String sourceHost = SourceHost.name();
  private final OutcomeColumns outcomes = new OutcomeColumns(new StageOutputCodec());

  PostgresRequestDesk(Database database, PostgresOutbox outbox, String sourceService) {
    this.database = database;
    this.outbox = outbox;
    this.sourceService = sourceService;
  }

  @Override
  public Submission submit(ContentRequest request, @Nullable String idempotencyKey) {
    return database.transact(
        "submit request " + request.id(),
        handle -> {
          if (idempotencyKey != null && !takeKey(handle, request, idempotencyKey)) {
            return submittedBefore(handle, request, idempotencyKey);
          }
          outbox.submit(handle, request);
          return new Submission.Accepted(existing(handle, request.id()).summary());
        });
  }

  private static boolean takeKey(Handle handle, ContentRequest request, String key) {
    return bindKey(handle.createUpdate(DeskSql.TAKE_KEY), request, key)
            .bind("id", request.id().value())
            .bind("digest", SubmissionDigest.of(request).value())
            .execute()
        == 1;
  }

  private Submission submittedBefore(Handle handle, ContentRequest request, String key) {
    Used used =
        bindKey(handle.createQuery(DeskSql.KEY), request, key)
            .map(
                (row, context) ->
                    new Used(row.getObject("request_id", UUID.class), row.getString("digest")))
            .one();
    return used.digest().equals(SubmissionDigest.of(request).value())
        ? new Submission.Repeated(existing(handle, new RequestId(used.id())).summary())
        : new Submission.Conflicting();
  }

  private static <S extends SqlStatement<S>> S bindKey(
      S statement, ContentRequest request, String key) {
    return statement
        .bind("student", StorableText.of(request.studentId()))
        .bind("key", StorableText.of(key));
  }

  @Override
  public Optional<RequestDetails> find(RequestId id) {
    return database.run("look at request " + id, handle -> find(handle, id));
  }

  @Override
  public Page page(Filter filter, int limit, @Nullable Cursor after) {
    List<RequestSummary> found =
        database.run(
            "list requests",
            handle ->
                handle
                    .createQuery(DeskSql.PAGE)
                    .bind("student", StorableText.ofNullable(filter.studentId()))
                    .bind("status", filter.status() == null ? null : filter.status().wireName())
                    .bind(
                        "after_time",
                        after == null ? null : after.createdAt().atOffset(ZoneOffset.UTC))
                    .bind("after_id", after == null ? null : after.id().value())
                    .bind("limit", limit)
                    .map(SummaryColumns::summary)
                    .list());
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    RequestSummary last = found.get(limit - 1);
    return new Page(found.subList(0, limit), new Cursor(last.times().created(), last.id()));
  }

  @Override
  public Change cancel(RequestId id) {
    return database.transact(
        "cancel request " + id,
        handle -> {
          int changed =
              bindSource(handle.createQuery(DeskSql.CANCEL))
                  .bind("id", id.value())
                  .mapTo(Integer.class)
                  .one();
          Optional<RequestDetails> now = find(handle, id);
          return changed == 1 ? new Change.Done(now.orElseThrow()) : refused(now);
        });
  }

  private static Change refused(Optional<RequestDetails> now) {
    return now.<Change>map(request -> new Change.Refused(request.summary().status()))
        .orElseGet(Change.Unknown::new);
  }

  @Override
  public Change clarify(RequestId id, String answer) {
    return database.transact(
        "clarify request " + id,
        handle -> {
          Optional<Locked> locked =
              handle.createQuery(DeskSql.LOCK).bind("id", id.value()).map(Locked::of).findOne();
          if (locked.isEmpty() || locked.get().request() == null) {
            return refused(find(handle, id));
          }
          clarify(handle, locked.get().request(), answer);
          return new Change.Done(existing(handle, id));
        });
  }

  private void clarify(Handle handle, ContentRequest before, String answer) {
    ContentRequest clarified = before.withQuery(ClarifiedQuery.of(before.query(), answer));
    bindSource(handle.createQuery(DeskSql.CLARIFY))
        .bind("id", before.id().value())
        .bind("query", StorableText.of(clarified.query()))
        .bind("answer", StorableText.of(answer))
        .mapTo(Integer.class)
        .one();
    outbox.add(handle, clarified);
  }

  @Override
  public boolean hasFile(String studentId, MediaKey key) {
    return database.run(
        "look for a file",
        handle ->
            handle
                .createQuery(DeskSql.HAS_FILE)
                .bind("student", StorableText.of(studentId))
                .bind("key", key.value())
                .mapTo(Boolean.class)
                .one());
  }

  private RequestDetails existing(Handle handle, RequestId id) {
    return find(handle, id).orElseThrow();
  }

  private Optional<RequestDetails> find(Handle handle, RequestId id) {
    return handle
        .createQuery(DeskSql.FIND)
        .bind("id", id.value())
        .map(
            (row, context) -> {
              // First: it tells a status that this version does not know.
              var outcome = outcomes.read(id, row).orElse(null);
              return new RequestDetails(
                  SummaryColumns.summary(row, context), row.getString("script_text"), outcome);
            })
        .findOne();
  }

  private <S extends SqlStatement<S>> S bindSource(S statement) {
    return statement.bind("service", sourceService).bind("host", sourceHost);
  }

  private record Used(UUID id, String digest) {}

  /**
   * A row that is locked.
   *
   * @param request null if it does not wait for a clarification
   */
  private record Locked(@Nullable ContentRequest request) {
    static Locked of(ResultSet row, StatementContext context) throws SQLException {
      boolean waits = RequestStatus.CLARIFICATION_NEEDED.wireName().equals(row.getString("status"));
      return new Locked(waits ? RequestColumns.read(row) : null);
    }
  }
}
