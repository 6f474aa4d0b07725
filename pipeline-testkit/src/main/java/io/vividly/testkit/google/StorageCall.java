package io.vividly.testkit.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A call over HTTP, taken apart. */
final class StorageCall {

  /** Parameters that change only how the answer looks, or tell who calls. */
  private static final Set<String> HARMLESS =
      Set.of("alt", "fields", "projection", "prettyPrint", "key", "userProject", "uploadType");

  private final HttpExchange exchange;
  private final Map<String, String> query;
  private final List<String> path;

  StorageCall(HttpExchange exchange) {
    this(
        exchange,
        parsed(exchange.getRequestURI().getRawQuery()),
        Arrays.stream(exchange.getRequestURI().getRawPath().substring(1).split("/", -1))
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), UTF_8))
            .toList());
  }

  private StorageCall(HttpExchange exchange, Map<String, String> query, List<String> path) {
    this.exchange = exchange;
    this.query = query;
    this.path = path;
  }

  /** The same call without the first parts of its path. */
  StorageCall without(int parts) {
    return new StorageCall(exchange, query, path.subList(parts, path.size()));
  }

  HttpExchange exchange() {
    return exchange;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** The parts of the path, decoded. */
  List<String> path() {
    return path;
  }

  String part(int index) {
    return path.get(index);
  }

  @Nullable String parameter(String name) {
    return query.get(name);
  }

  @Nullable String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** Refuses parameters that nothing here looks at. */
  void allow(String... names) throws StorageError {
    List<String> allowed = List.of(names);
    for (String name : query.keySet()) {
      if (!HARMLESS.contains(name) && !allowed.contains(name)) {
        throw StorageError.unimplemented("the parameter " + name);
      }
    }
  }

  /** The body; where the client breaks off, what came until then. */
  byte[] body(int most) throws IOException {
    InputStream in = exchange.getRequestBody();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if ("gzip".equals(header("Content-Encoding"))) {
      in = new GZIPInputStream(in);
    }
    byte[] buffer = new byte[64 * 1024];
    int read = 0;
    while (read >= 0 && body.size() < most) {
      body.write(buffer, 0, read);
      read = in.read(buffer, 0, Math.min(buffer.length, most - body.size()));
    }
    return body.toByteArray();
  }

  void answer(int status, String contentType, byte[] content) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    boolean empty = content.length == 0 || method().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : content.length);
    if (!empty) {
      exchange.getResponseBody().write(content);
    }
    exchange.close();
  }

  void answerJson(int status, String json) throws IOException {
    answer(status, "application/json; charset=UTF-8", json.getBytes(UTF_8));
  }

  void refuse(StorageError error) throws IOException {
    if (path.get(0).equals("storage") || path.get(0).equals("upload") || isDownloadByApi()) {
      answerJson(error.status(), error.json());
    } else {
      String xml =
          "<?xml version='1.0' encoding='UTF-8'?><Error><Code>%s</Code><Message>%s</Message></Error>"
              .formatted(error.status(), error.getMessage());
      answer(error.status(), "application/xml; charset=UTF-8", xml.getBytes(UTF_8));
    }
  }

  private boolean isDownloadByApi() {
    return path.get(0).equals("download");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static Map<String, String> parsed(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      String value = parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "";
      parameters.put(URLDecoder.decode(parts[0], UTF_8), value);
    }
    return parameters;
  }
}
