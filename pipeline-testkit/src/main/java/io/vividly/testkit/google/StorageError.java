package io.vividly.testkit.google;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** A refusal, as Cloud Storage words it. */
final class StorageError extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  StorageError(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  static StorageError invalid(String message) {
    return new StorageError(400, "invalid", message);
  }

  static StorageError noBucket() {
    return new StorageError(404, "notFound", "The specified bucket does not exist.");
  }

  static StorageError noObject(String bucket, String name) {
    return new StorageError(404, "notFound", "No such object: " + bucket + "/" + name);
  }

  static StorageError precondition() {
    return new StorageError(
        412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
  }

  static StorageError unimplemented(String what) {
    return new StorageError(501, "notImplemented", "UNIMPLEMENTED in this test server: " + what);
  }

  /** What Google answers when it is not well. */
  static StorageError ofStatus(int status) {
    return switch (status) {
      case 401 -> new StorageError(401, "authError", "Invalid Credentials");
      case 403 ->
          new StorageError(
              403, "forbidden", "The caller does not have storage.objects access to the bucket.");
      case 429 ->
          new StorageError(
              429, "rateLimitExceeded", "The rate of requests to the object is too high.");
      case 503 -> new StorageError(503, "backendError", "Backend Error");
      default -> new StorageError(status, "error", "Error " + status);
    };
  }

  int status() {
    return status;
  }

  String json() {
    JsonObject one = new JsonObject();
    one.addProperty("message", getMessage());
    one.addProperty("domain", "global");
    one.addProperty("reason", reason);
    JsonArray errors = new JsonArray();
    errors.add(one);
    JsonObject error = new JsonObject();
    error.addProperty("code", status);
    error.addProperty("message", getMessage());
    error.add("errors", errors);
    JsonObject body = new JsonObject();
    body.add("error", error);
    return body.toString();
  }
}
