package io.vividly.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An instance of the push service, a process of its own. */
final class Instance implements AutoCloseable {

  /** What the service says when it takes deliveries; the URL follows. */
  static final String READY = "takes push messages at ";

  private static final long START_SECONDS = 180;
  private static final long STOP_SECONDS = 15;

  private final Process process;
  private final CompletableFuture<URI> url = new CompletableFuture<>();

  private Instance(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "instance-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts it without waiting. */
  static Instance start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Instance(builder.start());
  }

  /** The command of a Java program of these benchmarks. */
  static List<String> java(Class<?> program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Where it takes deliveries; waits until it does. */
  URI url() throws Exception {
    return url.get(START_SECONDS, TimeUnit.SECONDS);
  }

  private void read() {
    StringBuilder said = new StringBuilder();
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains(READY)) {
          url.complete(URI.create(line.substring(line.indexOf("http"))));
        }
        if (!url.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      // It was ended in the middle of a line.
    }
    url.completeExceptionally(new IOException("an instance did not start:\n" + said));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
