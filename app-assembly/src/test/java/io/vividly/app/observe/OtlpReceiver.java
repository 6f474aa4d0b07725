package io.vividly.app.observe;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A collector that takes spans by OTLP over HTTP and reads them by the field numbers of <a
 * href="https://github.com/open-telemetry/opentelemetry-proto">opentelemetry-proto</a>.
 */
public final class OtlpReceiver implements AutoCloseable {

  private static final int RESOURCE_SPANS = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  public static OtlpReceiver start() throws IOException {
    OtlpReceiver receiver =
        new OtlpReceiver(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    receiver.server.createContext("/v1/traces", receiver::receive);
    receiver.server.start();
    return receiver;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Span> spans() {
    return List.copyOf(spans);
  }

  /** Everything that came, as far as it is text. */
  public String text() {
    return String.join("\n", bodies);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      ByteString body = ByteString.readFrom(exchange.getRequestBody());
      bodies.add(body.toStringUtf8());
      for (UnknownFieldSet resource : messages(UnknownFieldSet.parseFrom(body), RESOURCE_SPANS)) {
        for (UnknownFieldSet scope : messages(resource, SCOPE_SPANS)) {
          messages(scope, SPANS).forEach(span -> spans.add(Span.of(span)));
        }
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet in, int number) throws IOException {
    List<UnknownFieldSet> found = new CopyOnWriteArrayList<>();
    for (ByteString bytes : in.getField(number).getLengthDelimitedList()) {
      found.add(UnknownFieldSet.parseFrom(bytes));
    }
    return found;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** What tests want to know of a span. */
  public record Span(String traceId, String spanId, String parentId, String name) {

    private static Span of(UnknownFieldSet span) {
      return new Span(hex(span, 1), hex(span, 2), hex(span, 4), bytes(span, 5).toStringUtf8());
    }

    private static String hex(UnknownFieldSet span, int number) {
      return HexFormat.of().formatHex(bytes(span, number).toByteArray());
    }

    private static ByteString bytes(UnknownFieldSet span, int number) {
      List<ByteString> values = span.getField(number).getLengthDelimitedList();
      return values.isEmpty() ? ByteString.EMPTY : values.get(0);
    }
  }
}
