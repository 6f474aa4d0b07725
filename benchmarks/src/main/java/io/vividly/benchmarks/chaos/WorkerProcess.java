package io.vividly.benchmarks.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A running {@link Worker}, and the signals that it can be sent. */
final class WorkerProcess implements AutoCloseable {

  /** What the push service says when it takes deliveries; their URL follows. */
  private static final String SERVICE_READY = "takes push messages at ";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(180);
  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(30);

  private final String name;
  private final Process process;
  private final CompletableFuture<URI> url = new CompletableFuture<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private volatile boolean away;

  private WorkerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    Thread reader = new Thread(this::read, name + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a worker; it takes deliveries some seconds later. */
  static WorkerProcess start(Ground ground, WorkerSettings settings) throws IOException {
    String name = ground.newWorkerName();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What starts fast matters here, not what runs fast.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    command.addAll(List.of(name, ground.system().url(), ground.ledger().jdbcUrl()));
    command.addAll(settings.toArguments());
    return new WorkerProcess(
        name,
        new ProcessBuilder(command)
            .redirectError(ground.folder().resolve(name + ".log").toFile())
            .start());
  }

  /**
   * Starts the push service itself, with its real stages.
   *
   * @param launcher the program {@code vividly}
   */
  static WorkerProcess startService(Ground ground, Path launcher) throws IOException {
    String name = ground.newWorkerName();
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "push")
            .redirectError(ground.folder().resolve(name + ".log").toFile());
    builder.environment().put("VIVIDLY_HOME", ground.folder().resolve("home").toString());
    builder.environment().put("DATABASE_URL", ground.system().url() + "?application_name=" + name);
    builder.environment().put("PORT", "0");
    // As many as there are requests: a takeover is to be measured, not the wait for a slot.
    builder.environment().put("PUSH_SLOTS", "6");
    return new WorkerProcess(name, builder.start());
  }

  String name() {
    return name;
  }

  /** Whether deliveries may be sent to it: it has started, and was not told to go since. */
  boolean isThere() {
    return url.isDone() && !url.isCompletedExceptionally() && !away && process.isAlive();
  }

  WorkerProcess awaitReady() throws Exception {
    Patience.await(name + " to start", START_TIMEOUT, url::isDone);
    url.join();
    return this;
  }

  URI url() {
    return url.join();
  }

  /** The ids of the requests that it holds, or has held, at the point that they name. */
  Set<String> held() {
    return held;
  }

  /** The ids of the requests that it was told to stop while it held them. */
  Set<String> stopped() {
    return stopped;
  }

  /** Lets go of what it holds. */
  void release() throws IOException {
    OutputStream input = process.getOutputStream();
    input.write('\n');
    input.flush();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    away = true;
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGSTOP. */
  void freeze() throws IOException, InterruptedException {
    away = true;
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
    away = false;
  }

  /** SIGTERM; returns how long it took to exit. */
  Duration terminate() throws InterruptedException {
    away = true;
    long start = System.nanoTime();
    // Unlike the process's own method this leaves its input open, whose end the worker obeys too.
    process.toHandle().destroy();
    if (!process.waitFor(EXIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("SIG" + signal + " could not be sent to " + name);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(Worker.READY)) {
          String port = line.substring(Worker.READY.length());
          url.complete(URI.create("http://localhost:" + port + "/push"));
        } else if (line.contains(SERVICE_READY)) {
          url.complete(URI.create(line.substring(line.indexOf("http"))));
        } else if (line.startsWith(Worker.HELD)) {
          held.add(line.substring(Worker.HELD.length()));
        } else if (line.startsWith(Worker.STOPPED)) {
          stopped.add(line.substring(Worker.STOPPED.length()));
        }
      }
    } catch (IOException e) {
      // It was killed in the middle of a line.
    }
    url.completeExceptionally(new IOException(name + " ended before it took deliveries"));
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
