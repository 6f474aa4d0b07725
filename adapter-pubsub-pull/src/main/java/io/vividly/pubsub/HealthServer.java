package io.vividly.pubsub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Tells whoever keeps the worker running how it is: {@code GET /health} whether it is alive, {@code
 * GET /health/ready} whether it can process messages. It answers as the push service does.
 */
public final class HealthServer implements AutoCloseable {

  private static final int THREADS = 4;

  private final Supplier<List<String>> problems;
  private final HttpServer server;
  private final ExecutorService threads;

  private HealthServer(HttpServer server, Supplier<List<String>> problems) {
    this.server = server;
    this.problems = problems;
    this.threads = Executors.newFixedThreadPool(THREADS, HealthServer::daemon);
  }

  /**
   * @param port 0 for any free one
   * @param problems what keeps the worker from processing messages, in a word or two each; asked
   *     for every probe
   * @throws IOException if the port is taken
   */
  public static HealthServer start(int port, Supplier<List<String>> problems) throws IOException {
    HealthServer health =
        new HealthServer(HttpServer.create(new InetSocketAddress(port), 0), problems);
    health.server.setExecutor(health.threads);
    health.server.createContext("/", exchange -> health.answer(exchange));
    health.server.start();
    return health;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (!head && !exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, status("method not allowed"), head);
      } else if (path.equals("/health")) {
        send(exchange, 200, status("alive"), head);
      } else if (path.equals("/health/ready")) {
        ready(exchange, head);
      } else {
        send(exchange, 404, status("not found"), head);
      }
    }
  }

  private void ready(HttpExchange exchange, boolean head) throws IOException {
    List<String> found = found();
    ObjectNode body = status(found.isEmpty() ? "ready" : "not ready");
    found.forEach(body.putArray("problems")::add);
    send(exchange, found.isEmpty() ? 200 : 503, body, head);
  }

  private List<String> found() {
    try {
      return problems.get();
    } catch (RuntimeException e) {
      return List.of("readiness check failed");
    }
  }

  private static ObjectNode status(String value) {
    return JsonNodeFactory.instance.objectNode().put("status", value);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body, boolean head)
      throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "vividly-health");
    thread.setDaemon(true);
    return thread;
  }
}
