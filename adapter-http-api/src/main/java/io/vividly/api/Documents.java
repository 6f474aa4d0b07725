package io.vividly.api;

import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files that are part of the program. */
final class Documents {

  private Documents() {}

  static Handler openApi() {
    byte[] content = load("openapi.json");
    return context -> context.contentType("application/json").result(content);
  }

  private static byte[] load(String name) {
    try (InputStream in =
        Objects.requireNonNull(Documents.class.getResourceAsStream(name), name + " is missing")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
