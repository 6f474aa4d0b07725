package io.vividly.benchmarks.durability;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** The service of {@code push_baseline.py}, with as many workers as there are processors. */
final class PythonPeer implements AutoCloseable {

  /** Of Debian; nothing else of the project needs them. */
  static final String PACKAGES =
      "python3-fastapi python3-uvicorn python3-sqlalchemy python3-psycopg2";

  /** Debian's own, for which its packages are; another may come first on the path. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final long START_NANOS = 120_000_000_000L;

  private final Process process;
  private final int port;

  private PythonPeer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static boolean isPossible() throws InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import fastapi, uvicorn, sqlalchemy, psycopg2")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts the service and waits until it takes messages.
   *
   * @param folder where the program is
   * @param databaseUrl as SQLAlchemy writes it
   */
  static PythonPeer start(Path folder, String databaseUrl) throws Exception {
    int port = freePort();
    List<String> command =
        List.of(
            PYTHON,
            "-m",
            "uvicorn",
            "push_baseline:app",
            "--host=127.0.0.1",
            "--port=" + port,
            "--workers=" + Runtime.getRuntime().availableProcessors(),
            "--no-access-log",
            "--log-level=warning");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().put("DATABASE_URL", databaseUrl);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    PythonPeer peer = new PythonPeer(builder.start(), port);
    try {
      peer.awaitReady();
    } catch (Exception e) {
      peer.close();
      throw e;
    }
    return peer;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/push");
  }

  private void awaitReady() throws Exception {
    // The peer takes no offer of another version for a request.
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest health = HttpRequest.newBuilder(url().resolve("/health")).build();
    long deadline = System.nanoTime() + START_NANOS;
    while (!isReady(client, health)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("the Python peer did not start");
      }
      Thread.sleep(100);
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest health)
      throws InterruptedException {
    try {
      return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** With its workers. */
  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.waitFor();
  }
}
