package io.vividly.push;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into JSON that tells a caller what was wrong, and nothing about the inside. */
final class ErrorReplies {

  private static final Logger log = LoggerFactory.getLogger(ErrorReplies.class);

  private ErrorReplies() {}

  static void register(RoutesConfig routes) {
    routes.exception(HttpResponseException.class, ErrorReplies::expected);
    routes.exception(Exception.class, ErrorReplies::unexpected);
  }

  static Reply internalError() {
    return Reply.error(
        500, "internal_error", "Something went wrong here; the message shall come again.");
  }

  private static void expected(HttpResponseException e, Context context) {
    int status = e.getStatus();
    if (status == 404) {
      Reply.error(404, "not_found", "There is nothing here. Deliveries go to POST /push.")
          .writeTo(context);
    } else if (status == 405) {
      context.header("Allow", allowed(context.path()));
      Reply.error(405, "method_not_allowed", "Use " + allowed(context.path()) + " here.")
          .writeTo(context);
    } else {
      Reply.error(status, code(status), String.valueOf(e.getMessage())).writeTo(context);
    }
  }

  /** The exception's message is not logged: it may quote a student. */
  private static void unexpected(Exception e, Context context) {
    StackTraceElement[] trace = e.getStackTrace();
    log.error(
        "Unexpected {} at {} while answering {} {}",
        e.getClass().getName(),
        trace.length == 0 ? "an unknown place" : trace[0],
        context.method(),
        context.path());
    internalError().writeTo(context);
  }

  private static String code(int status) {
    return HttpStatus.getMessage(status).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
  }

  private static String allowed(String path) {
    return path.equals(PushServer.PUSH_PATH) ? "POST" : "GET, HEAD";
  }
}
