package io.vividly.testkit.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends replies over HTTP, whole, in pieces or broken. */
final class GeminiReplies {

  private GeminiReplies() {}

  static void send(HttpExchange exchange, JsonObject document, @Nullable GeminiFault fault)
      throws IOException {
    boolean malformed = fault == GeminiFault.MALFORMED_BODY;
    byte[] body = text(document, malformed).getBytes(UTF_8);
    begin(exchange, "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(200, body.length);
    if (fault == GeminiFault.CUT) {
      exchange.getResponseBody().write(body, 0, body.length / 2);
      cut(exchange);
    }
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static void send(HttpExchange exchange, ApiError error) throws IOException {
    byte[] body = error.body().toString().getBytes(UTF_8);
    begin(exchange, "application/json; charset=UTF-8");
    String retryAfter = error.retryAfterHeader();
    if (retryAfter != null) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    exchange.sendResponseHeaders(error.code(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Sends documents as server-sent events; the gate opens before each that follows another. */
  static void stream(
      HttpExchange exchange, List<JsonObject> chunks, @Nullable GeminiFault fault, Gate gate)
      throws IOException, InterruptedException {
    begin(exchange, "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    int whole = fault == GeminiFault.CUT ? chunks.size() / 2 : chunks.size();
    for (int i = 0; i < whole; i++) {
      boolean malformed = fault == GeminiFault.MALFORMED_BODY && i == chunks.size() / 2;
      out.write(("data: " + text(chunks.get(i), malformed) + "\r\n\r\n").getBytes(UTF_8));
      out.flush();
      gate.pass(chunks.get(i));
    }
    if (fault == GeminiFault.CUT) {
      out.write("data: {\"candidates\": [".getBytes(UTF_8));
      cut(exchange);
    }
    exchange.close();
  }

  /** What stands in the way of a stream. */
  @FunctionalInterface
  interface Gate {
    void pass(JsonObject sent) throws InterruptedException;
  }

  private static String text(JsonObject document, boolean malformed) {
    String text = document.toString();
    return malformed ? text.substring(0, text.length() * 3 / 4) : text;
  }

  private static void begin(HttpExchange exchange, String type) {
    exchange.getResponseHeaders().set("Content-Type", type);
  }

  /** To throw is the only way to make this server break a connection that it could end well. */
  private static void cut(HttpExchange exchange) throws IOException {
    exchange.getResponseBody().flush();
    throw new IOException("The connection is cut, as arranged.");
  }
}
