package io.vividly.benchmarks.durability;

import io.vividly.benchmarks.durability.ObservedService.Watching;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An {@link ObservedService}, what it logs, and the processor time that it takes. */
final class ObservedProcess implements AutoCloseable {

  private final Watching watching;
  private final Process process;
  private final LongAdder logged = new LongAdder();
  private final URI url;
  private final String metrics;

  private ObservedProcess(Watching watching, Process process) throws IOException {
    this.watching = watching;
    this.process = process;
    Thread reader = new Thread(this::readLog, "log of " + watching);
    reader.setDaemon(true);
    reader.start();
    // Not closed: closing it would end the process' next line with an error.
    BufferedReader output = process.inputReader();
    String first = output.readLine();
    if (first == null) {
      throw new IOException("the service did not start");
    }
    url = URI.create(first);
    metrics = output.readLine();
  }

  /**
   * @param libraries of the real push service
   */
  static ObservedProcess start(
      Path libraries, String databaseUrl, int slots, Watching watching, URI collector)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As in production.
                "-Xmx512m",
                "-XX:+UseSerialGC"));
    command.addAll(
        List.of(
            "-cp",
            classPath(libraries),
            ObservedService.class.getName(),
            databaseUrl,
            String.valueOf(slots),
            watching.name(),
            collector.toString()));
    return new ObservedProcess(watching, new ProcessBuilder(command).start());
  }

  /** The real service's libraries first, of which one logs, and what is only here. */
  private static String classPath(Path libraries) {
    Stream<String> ours =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("slf4j-nop"));
    return Stream.concat(Stream.of(libraries + "/*"), ours)
        .collect(Collectors.joining(File.pathSeparator));
  }

  Watching watching() {
    return watching;
  }

  URI url() {
    return url;
  }

  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  long loggedBytes() {
    return logged.sum();
  }

  /** Through a pipe, as who collects the log of a container has it; what is no log is shown. */
  private void readLog() {
    try (BufferedReader log = process.errorReader()) {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        if (line.startsWith("{")) {
          logged.add(line.length());
        } else {
          System.err.println(line);
        }
      }
    } catch (IOException e) {
      // It was ended in the middle of a line.
    }
  }

  /** Asks for its metrics, as Prometheus does from time to time, if it has any. */
  void scrape(HttpClient client) throws IOException, InterruptedException {
    if (metrics.startsWith("http")) {
      client.send(HttpRequest.newBuilder(URI.create(metrics)).build(), BodyHandlers.discarding());
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
