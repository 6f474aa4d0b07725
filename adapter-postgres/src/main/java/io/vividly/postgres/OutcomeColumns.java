package io.vividly.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.json.StageOutputCodec;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The columns of {@code content_requests} that say how a request ended. */
final class OutcomeColumns {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final StageOutputCodec codec;

  OutcomeColumns(StageOutputCodec codec) {
    this.codec = codec;
  }

  <S extends SqlStatement<S>> S bind(S statement, Outcome outcome) {
    Answer answer = outcome instanceof Outcome.Completed completed ? completed.answer() : null;
    List<String> questions =
        outcome instanceof Outcome.ClarificationNeeded needed ? needed.questions() : null;
    String reason = outcome instanceof Outcome.OutOfScope outOfScope ? outOfScope.reason() : null;
    StageFailure failure = outcome instanceof Outcome.Failed failed ? failed.failure() : null;
    bindFailure(statement, failure);
    bindAnswer(statement, answer);
    if (questions == null) {
      statement.bindNull("questions", Types.ARRAY);
    } else {
      statement.bindArray(
          "questions", String.class, questions.stream().map(StorableText::of).toList());
    }
    return statement
        .bind("status", outcome.status().wireName())
        .bind("failed", failure != null)
        .bind("progress", answer == null ? 0 : 100)
        .bind("reason", StorableText.ofNullable(reason));
  }

  private void bindAnswer(SqlStatement<?> statement, @Nullable Answer answer) {
    statement
        .bind("answer", answer == null ? null : codec.encode(answer))
        .bind("duration_minutes", answer == null ? null : minutes(answer.duration()))
        .bind("video_url", answer == null ? null : StageColumns.location(answer, Artifact.VIDEO))
        .bind(
            "thumbnail_url",
            answer == null ? null : StageColumns.location(answer, Artifact.THUMBNAIL));
  }

  <S extends SqlStatement<S>> S bindFailure(S statement, @Nullable StageFailure failure) {
    if (failure == null) {
      return statement
          .bind("message", (String) null)
          .bind("stage", (String) null)
          .bind("details", (String) null);
    }
    String details =
        MAPPER
            .createObjectNode()
            .put("permanent", failure.isPermanent())
            .put("cause", StorableText.of(failure.cause()))
            .toString();
    return statement
        .bind("message", StorableText.of(failure.message()))
        .bind("stage", failure.stage() == null ? null : failure.stage().wireName())
        .bind("details", details);
  }

  /**
   * How a request ended; empty if it has not.
   *
   * @throws PermanentFailureException if it has a status or an answer that this version cannot
   *     read: a newer one may have written it, and may get the next delivery
   */
  Optional<Outcome> read(RequestId id, ResultSet row) throws SQLException {
    return switch (status(id, row.getString("status"))) {
      case COMPLETED -> Optional.of(new Outcome.Completed(answer(id, row)));
      case FAILED -> Optional.of(new Outcome.Failed(failure(row)));
      case CANCELLED -> Optional.of(new Outcome.Cancelled());
      case CLARIFICATION_NEEDED ->
          Optional.of(new Outcome.ClarificationNeeded(texts(row.getArray("clarifying_questions"))));
      case OUT_OF_SCOPE ->
          Optional.of(new Outcome.OutOfScope(orEmpty(row.getString("out_of_scope_reason"))));
      case PENDING,
          VALIDATING,
          RETRIEVING,
          GENERATING_SCRIPT,
          GENERATING_VIDEO,
          PROCESSING_VIDEO,
          NOTIFYING ->
          Optional.empty();
    };
  }

  private static RequestStatus status(RequestId id, String name) {
    return Arrays.stream(RequestStatus.values())
        .filter(status -> status.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PermanentFailureException(
                    "Request "
                        + id
                        + " has the status \""
                        + name
                        + "\", which this version does not know; it is left alone.",
                    null));
  }

  private Answer answer(RequestId id, ResultSet row) throws SQLException {
    String json = row.getString("answer");
    if (json == null) {
      return EarlierAnswer.of(id, row.getString("topic"), row.getString("video_url"));
    }
    return codec
        .decode(json)
        .filter(Answer.class::isInstance)
        .map(Answer.class::cast)
        .orElseThrow(
            () ->
                new PermanentFailureException(
                    "Request " + id + " has an answer in a format that this version does not know.",
                    null));
  }

  private static StageFailure failure(ResultSet row) throws SQLException {
    String stageName = row.getString("error_stage");
    Stage stage =
        Arrays.stream(Stage.values())
            .filter(known -> known.wireName().equals(stageName))
            .findFirst()
            .orElse(null);
    JsonNode details = json(row.getString("error_details"));
    return new StageFailure(
        stage,
        details.path("permanent").asBoolean(true),
        orEmpty(row.getString("error_message")),
        details.path("cause").asText(""));
  }

  private static JsonNode json(@Nullable String text) {
    try {
      return MAPPER.readTree(text == null ? "{}" : text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave a jsonb that is not JSON", e);
    }
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable Integer minutes(Duration duration) {
    return duration.isZero() ? null : (int) Math.ceil(duration.toMillis() / 60_000.0);
  }
}
