package io.vividly.postgres;

import io.vividly.core.model.Answer;
import io.vividly.core.model.AnswerKey;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.ContentCatalog.Reservation.Available;
import io.vividly.core.port.ContentCatalog.Reservation.InTheMaking;
import io.vividly.core.port.ContentCatalog.Reservation.Reserved;
import io.vividly.core.port.LeaseLostException;
import io.vividly.json.StageOutputCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code content_answers}. To reserve takes more than one statement: only one that begins
 * when the answer's row is locked sees for certain whether the claim that the row names is at work.
 * Everybody locks the row of the own request first and that of the answer second.
 */
final class PostgresContentCatalog implements ContentCatalog {

  private final Database database;
  private final StageOutputCodec codec = new StageOutputCodec();

  PostgresContentCatalog(Database database) {
    this.database = database;
  }

  @Override
  public Reservation reserve(Claim claim, AnswerKey key) {
    return database.transact(
        "look for an answer to request " + claim.requestId(),
        handle -> {
          // Those who wait ask often, and need not stand in each other's way.
          Reservation reservation =
              inTheMaking(handle, claim, key).orElseGet(() -> availableOrOurs(handle, claim, key));
          note(handle, claim, key, reservation);
          return reservation;
        });
  }

  private static Optional<Reservation> inTheMaking(Handle handle, Claim claim, AnswerKey key) {
    return bind(handle.createQuery(CatalogSql.IN_THE_MAKING), claim, key)
        .mapTo(UUID.class)
        .findOne()
        .map(maker -> new InTheMaking(new RequestId(maker)));
  }

  private Reservation availableOrOurs(Handle handle, Claim claim, AnswerKey key) {
    Entry entry =
        bind(handle.createQuery(CatalogSql.LOCK), claim, key)
            .bind("key_version", AnswerKey.VERSION)
            .map((row, context) -> entry(row))
            .findOne()
            .orElseThrow(() -> new LeaseLostException(claim));
    if (entry.answer() != null) {
      return new Available(entry.answer(), entry.by());
    }
    return entry.by().equals(claim.requestId()) || take(handle, claim, key)
        ? new Reserved()
        : new InTheMaking(entry.by());
  }

  private static boolean take(Handle handle, Claim claim, AnswerKey key) {
    return bind(handle.createUpdate(CatalogSql.TAKE), claim, key)
            .bind("key_version", AnswerKey.VERSION)
            .execute()
        > 0;
  }

  private static void note(Handle handle, Claim claim, AnswerKey key, Reservation reservation) {
    RequestId answerOf = claim.requestId();
    RequestId copyFrom = null;
    String how = "made";
    if (reservation instanceof InTheMaking elsewhere) {
      answerOf = elsewhere.by();
      how = "joined";
    } else if (reservation instanceof Available there && !there.madeBy().equals(answerOf)) {
      answerOf = there.madeBy();
      copyFrom = answerOf;
      how = "reused";
    }
    bind(handle.createUpdate(CatalogSql.NOTE_RESERVATION), claim, key)
        .bind("key_version", AnswerKey.VERSION)
        .bind("how", how)
        .bind("answer_of", answerOf.value())
        .bind("copy_from", copyFrom == null ? null : copyFrom.value())
        .execute();
  }

  @Override
  public void offer(Claim claim, AnswerKey key, Answer answer) {
    int held =
        database.run(
            "make the answer of request " + claim.requestId() + " known",
            handle ->
                bind(handle.createQuery(CatalogSql.OFFER), claim, key)
                    .bind("key_version", AnswerKey.VERSION)
                    .bind("answer_of", claim.requestId().value())
                    .bind("answer", codec.encode(answer))
                    .mapTo(Integer.class)
                    .one());
    if (held == 0) {
      throw new LeaseLostException(claim);
    }
  }

  @Override
  public void withdraw(AnswerKey key, RequestId madeBy) {
    database.run(
        "withdraw the answer of request " + madeBy,
        handle ->
            handle
                .createUpdate(CatalogSql.WITHDRAW)
                .bind("key", key.digest())
                .bind("made_by", madeBy.value())
                .execute());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Claim claim, AnswerKey key) {
    return statement
        .bind("id", claim.requestId().value())
        .bind("token", claim.fencingToken())
        .bind("key", key.digest());
  }

  /** An answer that this version cannot read counts as none, and is made again. */
  private Entry entry(ResultSet row) throws SQLException {
    String json = row.getString("answer");
    Answer answer =
        json == null
            ? null
            : codec
                .decode(json)
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .orElse(null);
    return new Entry(new RequestId(row.getObject("request_id", UUID.class)), answer);
  }

  private record Entry(RequestId by, @Nullable Answer answer) {}
}
