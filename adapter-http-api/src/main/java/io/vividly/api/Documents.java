package io.vividly.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files that are part of the program. */
final class Documents {

  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
          + " connect-src 'self'; img-src 'self' data:; media-src 'self' https:; form-action 'none';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private Documents() {}

  static Handler openApi() {
    byte[] content = load("openapi.json");
    return context -> context.contentType("application/json").result(content);
  }

  static Handler page() {
    byte[] content = load("page.html");
    return context -> servePage(context, content);
  }

  private static void servePage(Context context, byte[] content) {
    context
        .contentType("text/html; charset=utf-8")
        .header("Content-Security-Policy", PAGE_POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-cache")
        .result(content);
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
