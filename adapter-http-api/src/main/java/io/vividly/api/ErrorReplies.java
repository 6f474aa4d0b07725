package io.vividly.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.TransientFailureException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into problem documents. */
final class ErrorReplies {

  private static final Logger log = LoggerFactory.getLogger(ErrorReplies.class);

  private ErrorReplies() {}

  static void register(RoutesConfig routes) {
    routes.exception(ProblemException.class, (e, context) -> e.problem().writeTo(context));
    routes.exception(InvalidMessageException.class, (e, context) -> invalid(e).writeTo(context));
    routes.exception(TransientFailureException.class, ErrorReplies::unavailable);
    routes.exception(HttpResponseException.class, ErrorReplies::http);
    routes.exception(Exception.class, ErrorReplies::unexpected);
  }

  private static Problem invalid(InvalidMessageException e) {
    String field = e.field();
    return field == null ? Problems.invalidBody(e.problem()) : Problems.invalid(field, e.problem());
  }

  private static void unavailable(TransientFailureException e, Context context) {
    log.warn("Could not answer {} {}: {}", context.method(), route(context), e.getMessage());
    Problems.unavailable().writeTo(context);
  }

  private static void http(HttpResponseException e, Context context) {
    Problem problem =
        switch (e.getStatus()) {
          case 404 ->
              Problem.of(
                  404,
                  "not_found",
                  "Not found",
                  "There is nothing here. See /api/v1/openapi.json.");
          case 405 -> methodNotAllowed(e);
          default -> Problems.other(e.getStatus());
        };
    problem.writeTo(context);
  }

  private static Problem methodNotAllowed(HttpResponseException e) {
    // Javalin names it for people or for programs.
    String allowed =
        e.getDetails().entrySet().stream()
            .filter(entry -> entry.getKey().replace(" ", "").equalsIgnoreCase("availableMethods"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    return Problem.of(405, "method_not_allowed", "Method not allowed", "Use " + allowed + " here.")
        .header("Allow", allowed);
  }

  /** The exception's message is not logged: it may quote a student. */
  private static void unexpected(Exception e, Context context) {
    StackTraceElement[] trace = e.getStackTrace();
    log.error(
        "Unexpected {} at {} while answering {} {}",
        e.getClass().getName(),
        trace.length == 0 ? "an unknown place" : trace[0],
        context.method(),
        route(context));
    Problems.internal().writeTo(context);
  }

  /** The pattern, not the path: that names a student's request. */
  private static String route(Context context) {
    return context.endpoint().path;
  }
}
