package io.vividly.postgres;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Environment;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/** The columns of {@code content_requests} that say what was asked. */
final class RequestColumns {

  private static final String NAMES =
      "id, correlation_id, student_id, student_query, grade_level, interest,"
          + " requested_modalities, preferred_modality, environment";
  private static final String VALUES =
      ":id, :correlation_id, :student_id, :student_query, :grade_level, :interest,"
          + " :requested_modalities, :preferred_modality, :environment";

  /** A new row that nobody works on. */
  static final String INSERT =
      "insert into content_requests (" + NAMES + ") values (" + VALUES + ")";

  /** A new row that its writer works on; wants {@code :holder} and {@code :lease_ms} as well. */
  static final String INSERT_CLAIMED =
      "insert into content_requests as r ("
          + NAMES
          + ", lease_holder, lease_until, lease_length, fencing_token, attempts, started_at)"
          + " values ("
          + VALUES
          + ", :holder, clock_timestamp() + :lease_ms * interval '1 millisecond',"
          + " :lease_ms * interval '1 millisecond', 1, 1, clock_timestamp())";

  /** The statuses, as a list in SQL, of requests that have not ended. */
  static final String OPEN_STATUSES =
      Arrays.stream(RequestStatus.values())
          .filter(status -> !status.isFinal())
          .map(status -> "'" + status.wireName() + "'")
          .collect(Collectors.joining(", ", "(", ")"));

  private RequestColumns() {}

  /** What a row of ours asks. */
  static ContentRequest read(ResultSet row) throws SQLException {
    String environment = row.getString("environment");
    return new ContentRequest(
        new RequestId(row.getObject("id", UUID.class)),
        row.getString("correlation_id"),
        row.getString("student_id"),
        row.getString("student_query"),
        new GradeLevel(row.getInt("grade_level")),
        row.getString("interest"),
        Arrays.stream((String[]) row.getArray("requested_modalities").getArray())
            .map(RequestColumns::modality)
            .collect(Collectors.toSet()),
        modality(row.getString("preferred_modality")),
        environment == null ? null : Environment.valueOf(environment.toUpperCase(Locale.ROOT)));
  }

  private static Modality modality(String name) {
    return Modality.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static <S extends SqlStatement<S>> S bind(S statement, ContentRequest request) {
    return statement
        .bind("id", request.id().value())
        .bind("correlation_id", StorableText.of(request.correlationId()))
        .bind("student_id", StorableText.of(request.studentId()))
        .bind("student_query", StorableText.of(request.query()))
        .bind("grade_level", request.grade().value())
        .bind("interest", StorableText.ofNullable(request.interest()))
        .bindArray(
            "requested_modalities",
            String.class,
            request.requestedModalities().stream().map(Modality::wireName).toList())
        .bind("preferred_modality", request.preferredModality().wireName())
        .bind(
            "environment", request.environment() == null ? null : request.environment().wireName());
  }
}
