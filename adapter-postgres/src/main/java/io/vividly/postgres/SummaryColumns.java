package io.vividly.postgres;

import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.Stage;
import io.vividly.core.port.RequestSummary;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of {@code content_requests} as people see them. */
final class SummaryColumns {

  private SummaryColumns() {}

  static RequestSummary summary(ResultSet row, StatementContext context) throws SQLException {
    return new RequestSummary(
        new RequestId(row.getObject("id", UUID.class)),
        row.getString("student_id"),
        new RequestSummary.Asked(
            row.getString("student_query"),
            row.getObject("grade_level") == null ? null : row.getInt("grade_level"),
            row.getString("interest"),
            modalities(row.getArray("requested_modalities"))),
        RequestStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        named(Stage.values(), Stage::wireName, row.getString("current_stage")).orElse(null),
        row.getInt("progress_percentage"),
        row.getString("topic"),
        new RequestSummary.Times(
            Objects.requireNonNull(time(row, "created_at"), "created_at is never null"),
            time(row, "started_at"),
            time(row, "ended_at")));
  }

  private static Set<Modality> modalities(@Nullable Array array) throws SQLException {
    Set<Modality> found = EnumSet.noneOf(Modality.class);
    if (array != null) {
      for (String name : (String[]) array.getArray()) {
        named(Modality.values(), Modality::wireName, name).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Empty for a name that this version does not know. */
  private static <E> Optional<E> named(
      E[] values, Function<E, String> name, @Nullable String text) {
    return Arrays.stream(values).filter(value -> name.apply(value).equals(text)).findFirst();
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
