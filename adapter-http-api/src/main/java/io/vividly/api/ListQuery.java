package io.vividly.api;

import io.javalin.http.Context;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.port.RequestDesk.Cursor;
import io.vividly.core.port.RequestDesk.Filter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which requests a list is to give. */
final class ListQuery {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  private final Cursors cursors;

  ListQuery(Cursors cursors) {
    this.cursors = cursors;
  }

  /** What was asked for. */
  record Page(Filter filter, int limit, @Nullable Cursor after) {}

  Page read(Context context) {
    String cursor = context.queryParam("cursor");
    return new Page(
        new Filter(student(context), status(context.queryParam("status"))),
        limit(context.queryParam("limit")),
        cursor == null ? null : cursors.decode(cursor));
  }

  /** An operator may name one, or none for all; a student has no choice. */
  private static @Nullable String student(Context context) {
    Caller caller = Gate.caller(context);
    String named = context.queryParam("student_id");
    if (caller.isOperator()) {
      return named;
    }
    if (named != null && !named.equals(caller.subject())) {
      throw Problems.invalid("student_id", "student_id must be left out or be your own.")
          .exception();
    }
    return caller.subject();
  }

  private static @Nullable RequestStatus status(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(RequestStatus.values())
        .filter(status -> status.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Problems.invalid("status", "status knows only " + statuses() + ".").exception());
  }

  private static String statuses() {
    return Arrays.stream(RequestStatus.values())
        .map(RequestStatus::wireName)
        .collect(Collectors.joining(", "));
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    }
    throw Problems.invalid("limit", "limit must be a whole number from 1 to " + MAX_LIMIT + ".")
        .exception();
  }
}
