package io.vividly.testkit.pubsub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A push endpoint that keeps what it gets and answers as it is told, with 200 when it is not. */
final class Endpoint implements AutoCloseable {

  /** A push that came in. */
  record Push(byte[] body, HttpExchange exchange) {

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();

  Endpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/push", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/push";
  }

  /** The next pushes are answered like this; 0 leaves one without an answer. */
  Endpoint answer(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
    return this;
  }

  /** Waits for the next push. */
  Push next() throws InterruptedException {
    Push push = pushes.poll(30, TimeUnit.SECONDS);
    if (push == null) {
      throw new AssertionError("No push came.");
    }
    return push;
  }

  /** How many came that nobody has looked at. */
  int waiting() {
    return pushes.size();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Integer status = answers.poll();
    if (status == null || status != 0) {
      exchange.sendResponseHeaders(status == null ? 200 : status, -1);
      exchange.close();
    }
    pushes.add(new Push(body, exchange));
  }
}
