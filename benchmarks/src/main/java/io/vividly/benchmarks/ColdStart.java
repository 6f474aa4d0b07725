package io.vividly.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Starts a service twice: once to deliver a message to it as soon as it listens, once to leave it
 * alone and see what memory it takes.
 *
 * @param command starts a service that listens on {@code PORT}
 * @param javaOptions for the Java virtual machine
 */
record ColdStart(List<String> command, Map<String, String> environment, String javaOptions) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * From the start of the process, in seconds.
   *
   * @param open until the port took a connection
   * @param accepted until the message was claimed
   * @param cpu processor time until then, of all threads
   * @param idleMegabytes resident memory once ready, without any message
   */
  record Times(double open, double accepted, double cpu, double idleMegabytes) {}

  Times run() throws IOException, InterruptedException {
    int port = freePort();
    long start = System.nanoTime();
    Process service = start(port);
    double open;
    double accepted;
    double cpu;
    try {
      CompletableFuture<double[]> claimed = new CompletableFuture<>();
      Thread reader = new Thread(() -> read(service, start, claimed));
      reader.start();
      awaitPort(service, port);
      open = seconds(start);
      CompletableFuture<HttpResponse<String>> answer = deliver(port);
      double[] at = claimed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      accepted = at[0];
      cpu = at[1];
      if (answer.join().statusCode() != 200) {
        throw new IOException("not answered with 200: " + answer.join().body());
      }
    } finally {
      end(service);
    }
    return new Times(open, accepted, cpu, idleMegabytes());
  }

  private double idleMegabytes() throws IOException, InterruptedException {
    int port = freePort();
    Process service = start(port);
    try {
      new Thread(() -> read(service, 0, new CompletableFuture<>())).start();
      awaitPort(service, port);
      HttpRequest ready =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
      while (CLIENT.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
        Thread.sleep(50);
      }
      return residentMegabytes(service.pid());
    } finally {
      end(service);
    }
  }

  private Process start(int port) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("PORT", String.valueOf(port));
    builder.environment().put("VIVIDLY_JAVA_OPTS", javaOptions);
    return builder.start();
  }

  private static void end(Process service) throws InterruptedException {
    service.destroy();
    service.waitFor();
  }

  /** Reads on until the process has ended, so that it never waits for a reader. */
  private static void read(Process service, long start, CompletableFuture<double[]> claimed) {
    StringBuilder printed = new StringBuilder();
    try (BufferedReader output = service.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        printed.append(line).append('\n');
        if (line.contains("claimed") && !claimed.isDone()) {
          claimed.complete(new double[] {seconds(start), cpuSeconds(service)});
        }
      }
    } catch (IOException e) {
      // It was ended; told below if it was too early.
    }
    claimed.completeExceptionally(new IOException("ended before it took a message:\n" + printed));
  }

  private static void awaitPort(Process service, int port)
      throws IOException, InterruptedException {
    while (service.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        Thread.sleep(2);
      }
    }
    throw new IOException("the service ended before it listened");
  }

  private static CompletableFuture<HttpResponse<String>> deliver(int port) {
    String body =
        """
        {"request_id": "%s", "student_id": "benchmark", "grade_level": 10,
         "student_query": "How does photosynthesis work?", "requested_modalities": ["text"]}\
        """
            .formatted(UUID.randomUUID());
    return CLIENT.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/push"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static double cpuSeconds(Process service) {
    return service.toHandle().info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
  }

  private static double residentMegabytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Integer.parseInt(line.replaceAll("\\D", "")) * 1024L / 1e6;
      }
    }
    throw new IOException("the system does not tell how much memory a process has");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
