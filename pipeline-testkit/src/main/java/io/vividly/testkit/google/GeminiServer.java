package io.vividly.testkit.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A Gemini server for tests, on a free port of this machine. Google's official client talks to it
 * as it does to Google: give it {@link #endpoint()} as its base URL.
 *
 * <p>It has both forms of the API, that of the Gemini API ({@code
 * /v1beta/models/gemini-2.5-flash:generateContent}, with any {@code x-goog-api-key}) and that of
 * Vertex AI ({@code /v1beta1/projects/P/locations/L/publishers/google/models/…}, with or without a
 * token), and in each {@code generateContent}, {@code streamGenerateContent?alt=sse}, {@code
 * embedContent}, {@code batchEmbedContents} and {@code predict} where the real one has them. What a
 * reply says comes from the test's {@link Model}; vectors come from {@link
 * io.vividly.testkit.HashingEmbedder}. Requests are checked as strictly as Google checks them, and
 * refused with its errors. Text is all it knows: tools, media, functions, cached content and more
 * than one candidate are refused. Rights, quotas and the limits of a prompt are not there.
 *
 * <p>It is a test server and not fit for anything else. Safe for use by many threads.
 */
public final class GeminiServer implements AutoCloseable {

  static {
    // Without it the JDK's server sends headers and body apart, and waits 40 ms for the client in
    // between. It is read once, when the first server of the process is made.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
  }

  private final Model model;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CallFaults<GeminiFault> faults = new CallFaults<>();
  private final List<Request> requests = new ArrayList<>();
  private @Nullable Hold hold;

  private GeminiServer(Model model) throws IOException {
    this.model = model;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What the model would say. */
  @FunctionalInterface
  public interface Model {
    /**
     * May be asked by many threads at once. An exception makes the call fail with 500.
     *
     * @param request the body of a {@code generateContent} request, checked
     * @return the text of the reply: a JSON document if the request asks for one. It goes out as it
     *     is, also if it does not fit the schema
     */
    String reply(JsonObject request);
  }

  /**
   * What was asked.
   *
   * @param path as in {@code /v1beta/models/gemini-2.5-flash:generateContent}
   * @param headers by their names in lower case
   * @param body empty if it was not JSON
   */
  public record Request(String path, Map<String, String> headers, JsonObject body) {}

  /** Starts a server. */
  public static GeminiServer start(Model model) {
    try {
      return new GeminiServer(model);
    } catch (IOException e) {
      throw new UncheckedIOException("The Gemini server for tests found no port.", e);
    }
  }

  /** Starts a server that embeds and has nothing else to say. */
  public static GeminiServer start() {
    return start(
        request -> {
          throw new UnsupportedOperationException("This server was given no model.");
        });
  }

  /** The base URL for clients. */
  public URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Makes calls go wrong. */
  public CallFaults<GeminiFault> faults() {
    return faults;
  }

  /** What was asked so far, in the order in which it came. */
  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Holds the next streamed reply as soon as it has said this. */
  public synchronized Hold holdStreamAfter(String text) {
    Hold next = new Hold(text);
    hold = next;
    return next;
  }

  /** Stops at once; hanging and held calls end. */
  @Override
  public void close() {
    faults.close();
    threads.shutdownNow();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      GeminiFault fault = faults.next();
      JsonObject body = record(exchange);
      GeminiCall call = GeminiCall.of(exchange.getRequestURI().getPath());
      checkCaller(exchange, call);
      failIfArranged(fault);
      answer(exchange, call, body, fault);
    } catch (ApiError e) {
      GeminiReplies.send(exchange, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The server is closed.", e);
    }
  }

  private void answer(
      HttpExchange exchange, GeminiCall call, JsonObject body, @Nullable GeminiFault fault)
      throws IOException, InterruptedException {
    if (!call.method().contains("enerateContent")) {
      JsonObject reply = Embeddings.reply(call, body);
      if (fault != null && !fault.concernsEmbeddings()) {
        throw ApiError.unimplemented("how " + fault + " strikes embeddings");
      }
      GeminiReplies.send(
          exchange, fault == GeminiFault.WRONG_SCHEMA ? otherDocument() : reply, fault);
      return;
    }
    GenerateRequest request = new GenerateRequest(call, body);
    GeneratedReply reply = GeneratedReply.of(request, said(body), fault);
    String id = UUID.randomUUID().toString();
    if (call.streams()) {
      checkStreamForm(exchange);
      GeminiReplies.stream(exchange, reply.chunks(id), fault, takeHold()::pass);
    } else {
      GeminiReplies.send(exchange, reply.whole(id), fault);
    }
  }

  private String said(JsonObject body) {
    try {
      return model.reply(body.deepCopy());
    } catch (RuntimeException e) {
      throw ApiError.internal("The model of the test failed: " + e);
    }
  }

  private void failIfArranged(@Nullable GeminiFault fault) throws InterruptedException {
    if (fault == null) {
      return;
    }
    switch (fault) {
      case TOO_MANY_REQUESTS -> throw ApiError.tooManyRequests(faults.retryAfter());
      case UNAVAILABLE -> throw ApiError.unavailable();
      case INTERNAL ->
          throw ApiError.internal(
              "An internal error has occurred. Please retry or report in"
                  + " https://developers.generativeai.google/guide/troubleshooting");
      case DENIED -> throw ApiError.denied();
      case HANG -> faults.hang();
      default -> {
        // It strikes the reply.
      }
    }
  }

  private synchronized Hold takeHold() {
    Hold taken = hold;
    hold = null;
    if (taken == null) {
      taken = new Hold("");
      taken.release();
    }
    return taken;
  }

  private JsonObject record(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    @Nullable JsonObject body = parse(text);
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    synchronized (this) {
      requests.add(
          new Request(
              exchange.getRequestURI().getPath(),
              Map.copyOf(headers),
              body == null ? new JsonObject() : body.deepCopy()));
    }
    if (body == null) {
      throw ApiError.invalidPayload("Invalid JSON payload received. Expected an object.");
    }
    return body;
  }

  private static @Nullable JsonObject parse(String text) {
    try {
      JsonElement element = JsonParser.parseString(text);
      return element instanceof JsonObject object ? object : null;
    } catch (JsonParseException e) {
      return null;
    }
  }

  private static void checkCaller(HttpExchange exchange, GeminiCall call) {
    if (!call.vertex() && !exchange.getRequestHeaders().containsKey("x-goog-api-key")) {
      throw ApiError.noKey();
    }
    if (!exchange.getRequestMethod().equals("POST") || !call.isKnown()) {
      throw ApiError.notFound(
          "models/%s is not found for API version %s, or is not supported for %s."
              .formatted(call.model(), call.vertex() ? "v1beta1" : "v1beta", call.method()));
    }
  }

  /** Without {@code alt=sse} the real one sends one long JSON array. */
  private static void checkStreamForm(HttpExchange exchange) {
    if (!"alt=sse".equals(exchange.getRequestURI().getQuery())) {
      throw ApiError.unimplemented("streams in another form than alt=sse");
    }
  }

  private static JsonObject otherDocument() {
    JsonObject document = new JsonObject();
    document.addProperty("vectors", "none");
    return document;
  }
}
