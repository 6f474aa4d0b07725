package io.vividly.testkit.google;

import com.google.gson.JsonObject;

/** Reads a request. */
final class Prompts {

  private Prompts() {}

  /** The text of its only part. */
  static String text(JsonObject request) {
    return request
        .getAsJsonArray("contents")
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("parts")
        .get(0)
        .getAsJsonObject()
        .get("text")
        .getAsString();
  }
}
