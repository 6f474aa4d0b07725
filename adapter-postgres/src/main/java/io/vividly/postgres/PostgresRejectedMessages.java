package io.vividly.postgres;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RejectedMessages;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The table {@code rejected_messages}. The body is kept as it came first, the problem as last. */
final class PostgresRejectedMessages implements RejectedMessages {

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
        field = excluded.field,
        problem = excluded.problem
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

  private static @Nullable OffsetDateTime publishedAt(Delivery delivery) {
    return delivery.publishedAt() == null ? null : delivery.publishedAt().atOffset(ZoneOffset.UTC);
  }
}
