package io.vividly.postgres;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RejectedMessageArchive;
import io.vividly.core.port.RejectedMessages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code rejected_messages}. The body is kept as it came first, the problem as last. */
final class PostgresRejectedMessages implements RejectedMessages, RejectedMessageArchive {

  private static final String KEEP =
      """
      insert into rejected_messages as kept
        (message_id, published_at, delivery_attempt, attributes, body, field, problem)
      values
        (:message_id, :published_at, :attempt, cast(:attributes as jsonb), :body, :field, :problem)
      on conflict (message_id) do update set
        times_seen = kept.times_seen + 1,
        last_seen_at = clock_timestamp(),
        delivery_attempt = excluded.delivery_attempt,
        replayed_at = null,
        field = excluded.field,
        problem = excluded.problem
      """;

  private static final String LIST =
      """
      select id, message_id, times_seen, field, problem, first_seen_at, last_seen_at
      from rejected_messages
      where replayed_at is null and id > :after
      order by id
      limit :limit
      """;

  private final Database database;

  PostgresRejectedMessages(Database database) {
    this.database = database;
  }

  @Override
  public void keep(Delivery delivery, InvalidMessageException problem) {
    database.run(
        "keep a rejected message",
        handle ->
            handle
                .createUpdate(KEEP)
                .bind("message_id", StorableText.of(delivery.messageId()))
                .bind("published_at", publishedAt(delivery))
                .bind("attempt", delivery.attempt())
                .bind("attributes", AttributesJson.write(delivery.attributes()))
                .bind("body", delivery.body())
                .bind("field", StorableText.ofNullable(problem.field()))
                .bind("problem", StorableText.of(problem.problem()))
                .execute());
  }

  @Override
  public List<Listed> list(long after, int limit) {
    return database.run(
        "list rejected messages",
        handle ->
            handle
                .createQuery(LIST)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> listed(row))
                .list());
  }

  @Override
  public Optional<Kept> find(long id) {
    return database.run(
        "look at rejected message " + id,
        handle ->
            handle
                .createQuery("select * from rejected_messages where id = :id")
                .bind("id", id)
                .map((row, context) -> kept(row))
                .findOne());
  }

  @Override
  public void markReplayed(long id) {
    database.run(
        "mark rejected message " + id + " as replayed",
        handle ->
            handle
                .createUpdate(
                    "update rejected_messages set replayed_at = clock_timestamp() where id = :id")
                .bind("id", id)
                .execute());
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        row.getLong("id"),
        row.getString("message_id"),
        row.getInt("times_seen"),
        row.getString("field"),
        row.getString("problem"),
        row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_seen_at", OffsetDateTime.class).toInstant());
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        listed(row),
        instant(row, "published_at"),
        row.getObject("delivery_attempt", Integer.class),
        AttributesJson.read(row.getString("attributes")),
        row.getBytes("body"),
        instant(row, "replayed_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime publishedAt(Delivery delivery) {
    return delivery.publishedAt() == null ? null : delivery.publishedAt().atOffset(ZoneOffset.UTC);
  }
}
