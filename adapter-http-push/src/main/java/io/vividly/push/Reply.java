package io.vividly.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a caller; always JSON.
 *
 * @param retryAfter when it makes sense to come again, if it does
 * @param challenge how a caller is to say who it is, if it is to
 */
record Reply(
    int status, ObjectNode body, @Nullable Duration retryAfter, @Nullable String challenge) {

  static final String JSON = "application/json";

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static Reply of(int status, ObjectNode body) {
    return new Reply(status, body, null, null);
  }

  /**
   * @param code for programs
   * @param message for people
   */
  static Reply error(int status, String code, String message) {
    ObjectNode body = object();
    body.set("error", errorNode(code, null, message));
    return of(status, body);
  }

  static ObjectNode errorNode(String code, @Nullable String field, String message) {
    ObjectNode error = object();
    error.put("code", code);
    if (field != null) {
      error.put("field", field);
    }
    return error.put("message", message);
  }

  Reply retryAfter(Duration after) {
    return new Reply(status, body, after, challenge);
  }

  Reply challenge(String newChallenge) {
    return new Reply(status, body, retryAfter, newChallenge);
  }

  void writeTo(Context context) {
    if (retryAfter != null) {
      context.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    if (challenge != null) {
      context.header("WWW-Authenticate", challenge);
    }
    context.status(status).contentType(JSON).result(bytes());
  }

  byte[] bytes() {
    return (body + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
