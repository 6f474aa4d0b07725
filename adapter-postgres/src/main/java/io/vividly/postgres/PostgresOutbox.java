package io.vividly.postgres;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.Watch;
import io.vividly.json.JsonRequestEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The table {@code outbox}; every time in it is of the database's clock. */
final class PostgresOutbox implements Outbox {

  /** Submitting a request twice, as after a lost answer, adds it once. */
  private static final String SUBMIT =
      """
      with request as (
        %s
        on conflict do nothing
        returning id)
      insert into outbox (request_id, attributes, body)
      select id, cast(:attributes as jsonb), :body from request
      """
          .formatted(RequestColumns.INSERT);

  /** Rows that somebody else is just taking are passed over, not waited for. */
  private static final String TAKE =
      """
      with due as (
        select id from outbox
        where published_at is null and dead_lettered_at is null and due_at <= clock_timestamp()
        order by id
        limit :limit
        for update skip locked)
      update outbox set
        due_at = clock_timestamp() + :hold_ms * interval '1 millisecond',
        attempts = attempts + 1
      from due
      where outbox.id = due.id
      returning outbox.id, request_id, attributes, body, created_at, attempts
      """;

  /** The count of attempts tells an entry that was taken again, after its hold, by another. */
  private static final String STILL_OURS =
      " where id = :id and attempts = :attempt and published_at is null"
          + " and dead_lettered_at is null";

  private static final String EXTEND =
      """
      update outbox set due_at = clock_timestamp() + :hold_ms * interval '1 millisecond'
      from unnest(cast(:ids as bigint[]), cast(:attempts as integer[])) as ours (id, attempt)
      where outbox.id = ours.id and attempts = ours.attempt
        and published_at is null and dead_lettered_at is null
      """;

  /** What was asked is not known of the rows of an earlier service; they are left alone. */
  private static final String IDLE =
      """
      select * from content_requests r
      where completed_at is null and failed_at is null and status in %s
        and student_query is not null and not %s
        and greatest(created_at, lease_until)
          <= clock_timestamp() - :idle_ms * interval '1 millisecond'
        and not exists (
          select from outbox o
          where o.request_id = r.id and o.dead_lettered_at is null
            and coalesce(o.published_at, 'infinity')
              > clock_timestamp() - :idle_ms * interval '1 millisecond')
      order by created_at
      limit :limit
      for update skip locked
      """
          .formatted(RequestColumns.OPEN_STATUSES, RequestSql.LEASE_RUNS);

  private static final String ADD =
      """
      insert into outbox (request_id, attributes, body)
      values (:id, cast(:attributes as jsonb), :body)
      """;

  /** The row is checked for at the end of the statement, by which it is there. */
  private static final String RESUBMIT =
      """
      with request as (
        %s
        on conflict do nothing)
      %s
      """
          .formatted(RequestColumns.INSERT, ADD);

  /** What was asked is not known of the rows of an earlier service. */
  private static final String KNOWN =
      "select * from content_requests where id = :id and student_query is not null";

  private static final JsonRequestEncoder ENCODER = new JsonRequestEncoder();

  private final Database database;
  private final DatabaseWatch changes;
  private final Supplier<Map<String, String>> messageAttributes;

  PostgresOutbox(
      Database database, DatabaseWatch changes, Supplier<Map<String, String>> messageAttributes) {
    this.database = database;
    this.changes = changes;
    this.messageAttributes = messageAttributes;
  }

  @Override
  public void submit(ContentRequest request) {
    database.run("submit request " + request.id(), handle -> submit(handle, request));
  }

  /** Within a transaction of the caller's; the same as {@link #submit(ContentRequest)}. */
  int submit(Handle handle, ContentRequest request) {
    return bind(RequestColumns.bind(handle.createUpdate(SUBMIT), request), request).execute();
  }

  /** Adds an entry for a request whose row is there, within a transaction of the caller's. */
  void add(Handle handle, ContentRequest request) {
    bind(handle.createUpdate(ADD), request).bind("id", request.id().value()).execute();
  }

  @Override
  public void resubmit(ContentRequest request) {
    database.run(
        "submit request " + request.id() + " again",
        handle ->
            bind(RequestColumns.bind(handle.createUpdate(RESUBMIT), request), request).execute());
  }

  @Override
  public boolean resubmit(RequestId id) {
    return database.transact(
        "submit request " + id + " again",
        handle -> {
          Optional<ContentRequest> known =
              handle
                  .createQuery(KNOWN)
                  .bind("id", id.value())
                  .map((row, context) -> RequestColumns.read(row))
                  .findOne();
          known.ifPresent(request -> add(handle, request));
          return known.isPresent();
        });
  }

  private Update bind(Update update, ContentRequest request) {
    Map<String, String> attributes = new HashMap<>(messageAttributes.get());
    attributes.putAll(ENCODER.attributes(request));
    return update
        .bind("attributes", AttributesJson.write(attributes))
        .bind("body", ENCODER.encode(request));
  }

  @Override
  public List<Entry> take(int limit, Duration hold) {
    List<Entry> taken =
        database.run(
            "take outbox entries",
            handle ->
                handle
                    .createQuery(TAKE)
                    .bind("limit", limit)
                    .bind("hold_ms", hold.toMillis())
                    .map(PostgresOutbox::entry)
                    .list());
    return taken.stream().sorted(Comparator.comparingLong(Entry::id)).toList();
  }

  @Override
  public void extend(List<Entry> entries, Duration hold) {
    if (entries.isEmpty()) {
      return;
    }
    database.run(
        "keep outbox entries",
        handle ->
            handle
                .createUpdate(EXTEND)
                .bindArray("ids", Long.class, entries.stream().map(Entry::id).toList())
                .bindArray("attempts", Integer.class, entries.stream().map(Entry::attempt).toList())
                .bind("hold_ms", hold.toMillis())
                .execute());
  }

  @Override
  public List<RequestId> requeue(Duration idle, int limit) {
    return database.transact(
        "look for requests that nobody works on",
        handle -> {
          List<ContentRequest> found =
              handle
                  .createQuery(IDLE)
                  .bind("idle_ms", idle.toMillis())
                  .bind("limit", limit)
                  .map((row, context) -> RequestColumns.read(row))
                  .list();
          found.forEach(request -> add(handle, request));
          return found.stream().map(ContentRequest::id).toList();
        });
  }

  @Override
  public Watch watch(Runnable action) {
    return changes.onOutbox(action);
  }

  @Override
  public void published(Entry entry) {
    database.run(
        "mark outbox entry " + entry.id() + " as published",
        handle ->
            handle
                .createUpdate(
                    "update outbox set published_at = clock_timestamp()"
                        + " where id = :id and published_at is null")
                .bind("id", entry.id())
                .execute());
  }

  @Override
  public void retry(Entry entry, Duration after, String reason) {
    database.run(
        "give back outbox entry " + entry.id(),
        handle ->
            handle
                .createUpdate(
                    "update outbox set last_problem = :reason,"
                        + " due_at = clock_timestamp() + :after_ms * interval '1 millisecond'"
                        + STILL_OURS)
                .bind("id", entry.id())
                .bind("attempt", entry.attempt())
                .bind("after_ms", after.toMillis())
                .bind("reason", StorableText.of(reason))
                .execute());
  }

  @Override
  public void deadLetter(Entry entry, String reason) {
    database.run(
        "set aside outbox entry " + entry.id(),
        handle ->
            handle
                .createUpdate(
                    "update outbox set last_problem = :reason,"
                        + " dead_lettered_at = clock_timestamp()"
                        + STILL_OURS)
                .bind("id", entry.id())
                .bind("attempt", entry.attempt())
                .bind("reason", StorableText.of(reason))
                .execute());
  }

  private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
    return new Entry(
        row.getLong("id"),
        new RequestId(row.getObject("request_id", UUID.class)),
        AttributesJson.read(row.getString("attributes")),
        row.getBytes("body"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"));
  }
}
