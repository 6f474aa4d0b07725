package io.vividly.api;

import io.vividly.core.model.RequestStatus;
import org.eclipse.jetty.http.HttpStatus;

/** The problems that callers can have. */
final class Problems {

  private Problems() {}

  static Problem noToken() {
    return unauthorized("Send a token: Authorization: Bearer …", "");
  }

  static Problem badToken() {
    return unauthorized(
        "The token is not valid or is over; get a new one.", ", error=\"invalid_token\"");
  }

  private static Problem unauthorized(String detail, String more) {
    return Problem.of(401, "unauthorized", "No valid token", detail)
        .header("WWW-Authenticate", "Bearer realm=\"vividly\"" + more);
  }

  static Problem badLink() {
    return Problem.of(
        403,
        "bad_link",
        "The link does not work",
        "The link is over or was changed; look the request up again to get a new one.");
  }

  /** The same whether there is none or it is somebody else's, so that ids tell nothing. */
  static Problem noSuchRequest() {
    return Problem.of(
        404, "no_such_request", "No such request", "You have no request with this id.");
  }

  static Problem noSuchFile() {
    return Problem.of(404, "no_such_file", "No such file", "You have no file with this name.");
  }

  static Problem invalid(String field, String detail) {
    return Problem.of(400, "invalid", "Not valid", detail).member("field", field);
  }

  static Problem invalidBody(String detail) {
    return Problem.of(400, "invalid", "Not valid", detail);
  }

  static Problem cannotChange(RequestStatus status, String detail) {
    return Problem.of(409, "not_possible", "Not possible any more, or not yet", detail)
        .member("request_status", status.wireName());
  }

  static Problem keyConflict() {
    return Problem.of(
        409,
        "idempotency_conflict",
        "The key stands for something else",
        "Another question was submitted with this Idempotency-Key; use a new key for a new one.");
  }

  static Problem tooLarge(int maxBytes) {
    return Problem.of(
        413, "too_large", "Too large", "The body is larger than " + maxBytes + " bytes.");
  }

  static Problem notJson() {
    return Problem.of(
        415, "not_json", "Not JSON", "Send a JSON object, with Content-Type: application/json.");
  }

  static Problem tooMany(long seconds) {
    return Problem.of(
            429,
            "too_many",
            "Too many calls",
            "You have called too often; try again in " + seconds + " s.")
        .header("Retry-After", Long.toString(seconds));
  }

  static Problem tooManyStreams(int most) {
    return Problem.of(
            429,
            "too_many_streams",
            "Too many live streams",
            "You follow " + most + " requests already; end one first.")
        .header("Retry-After", "5");
  }

  static Problem unavailable() {
    return Problem.of(
            503, "unavailable", "Not available now", "Something is away; try again in a moment.")
        .header("Retry-After", "5");
  }

  static Problem internal() {
    return Problem.of(
        500, "internal", "Something went wrong here", "It is not your fault; try again later.");
  }

  /** What has no words of its own. */
  static Problem other(int status) {
    String name = HttpStatus.getMessage(status);
    return Problem.of(status, "http_" + status, name, name + ".");
  }
}
