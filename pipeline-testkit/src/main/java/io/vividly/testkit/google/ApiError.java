package io.vividly.testkit.google;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error as Google's JSON APIs tell it, in the words of the real ones as far as they are known:
 * https://cloud.google.com/apis/design/errors#http_mapping
 */
final class ApiError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String status;
  private final transient JsonArray details = new JsonArray();
  private final @Nullable Duration retryAfter;

  private ApiError(int code, String status, String message, @Nullable Duration retryAfter) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  static ApiError invalid(String message) {
    return new ApiError(400, "INVALID_ARGUMENT", message, null);
  }

  /** A request that does not even have the shape of one. */
  static ApiError invalidPayload(String message) {
    ApiError error = invalid(message);
    JsonObject violation = new JsonObject();
    violation.addProperty("description", message);
    JsonArray violations = new JsonArray();
    violations.add(violation);
    JsonObject detail = new JsonObject();
    detail.addProperty("@type", "type.googleapis.com/google.rpc.BadRequest");
    detail.add("fieldViolations", violations);
    error.details.add(detail);
    return error;
  }

  static ApiError noKey() {
    return new ApiError(
        403,
        "PERMISSION_DENIED",
        "Method doesn't allow unregistered callers (callers without established identity). Please"
            + " use API Key or other form of API consumer identity to call this API.",
        null);
  }

  static ApiError denied() {
    return new ApiError(403, "PERMISSION_DENIED", "The caller does not have permission", null);
  }

  static ApiError notFound(String message) {
    return new ApiError(404, "NOT_FOUND", message, null);
  }

  static ApiError tooManyRequests(Duration retryAfter) {
    String seconds =
        String.format(Locale.ROOT, "%d.%03ds", retryAfter.toSeconds(), retryAfter.toMillisPart());
    ApiError error =
        new ApiError(
            429,
            "RESOURCE_EXHAUSTED",
            "You exceeded your current quota, please check your plan and billing details. Please"
                + " retry in "
                + seconds
                + ".",
            retryAfter);
    JsonObject detail = new JsonObject();
    detail.addProperty("@type", "type.googleapis.com/google.rpc.RetryInfo");
    detail.addProperty("retryDelay", seconds);
    error.details.add(detail);
    return error;
  }

  static ApiError internal(String message) {
    return new ApiError(500, "INTERNAL", message, null);
  }

  static ApiError unimplemented(String what) {
    return new ApiError(
        501, "UNIMPLEMENTED", "This server for tests does not know " + what + ".", null);
  }

  static ApiError unavailable() {
    return new ApiError(
        503, "UNAVAILABLE", "The model is overloaded. Please try again later.", null);
  }

  int code() {
    return code;
  }

  /** In whole seconds, as the header wants it: rounded up, so that nobody comes too early. */
  @Nullable String retryAfterHeader() {
    return retryAfter == null ? null : Long.toString((retryAfter.toMillis() + 999) / 1000);
  }

  JsonObject body() {
    JsonObject error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", getMessage());
    error.addProperty("status", status);
    if (!details.isEmpty()) {
      error.add("details", details);
    }
    JsonObject body = new JsonObject();
    body.add("error", error);
    return body;
  }
}
