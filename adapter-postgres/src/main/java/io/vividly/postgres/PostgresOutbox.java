package io.vividly.postgres;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Outbox;
import io.vividly.json.JsonRequestEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code outbox}; every time in it is of the database's clock. */
final class PostgresOutbox implements Outbox {

  /** Submitting a request twice, as after a lost answer, adds it once. */
  private static final String SUBMIT =
      """
      with request as (
        %s
        on conflict (id) do nothing
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

  private final Database database;
  private final JsonRequestEncoder encoder = new JsonRequestEncoder();

  PostgresOutbox(Database database) {
    this.database = database;
  }

  @Override
  public void submit(ContentRequest request) {
    database.run(
        "submit request " + request.id(),
        handle ->
            RequestColumns.bind(handle.createUpdate(SUBMIT), request)
                .bind("attributes", AttributesJson.write(encoder.attributes(request)))
                .bind("body", encoder.encode(request))
                .execute());
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
