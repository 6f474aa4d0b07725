package io.vividly.testkit.pubsub;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Google's emulator, a part of its command line tools, where it is on the machine. */
final class Emulator implements AutoCloseable {

  private static final String JARS = "platform/pubsub-emulator/lib";

  private final Process process;
  private final int port;

  private Emulator(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it, or aborts the test loudly when it is not there. */
  static Emulator start() throws IOException {
    Optional<Path> jar =
        roots().map(root -> root.resolve(JARS)).flatMap(Emulator::jars).findFirst();
    if (jar.isEmpty()) {
      String absent =
          "GOOGLE'S PUB/SUB EMULATOR IS NOT ON THIS MACHINE: the Pub/Sub server for tests was NOT"
              + " compared with it. (Google Cloud CLI, component pubsub-emulator.)";
      System.err.println(absent);
      abort(absent);
    }
    return start(jar.get());
  }

  String endpoint() {
    return "localhost:" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Emulator start(Path jar) throws IOException {
    int port = freePort();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(java, "-jar", jar.toString(), "--host=localhost", "--port=" + port))
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains("Server started")) {
        drain(output);
        return new Emulator(process, port);
      }
    }
    throw new IOException("The emulator ended instead of starting: " + jar);
  }

  /** So that it does not stop when its output is full. */
  private static void drain(BufferedReader output) {
    Thread thread = new Thread(() -> output.lines().forEach(line -> {}), "emulator-output");
    thread.setDaemon(true);
    thread.start();
  }

  private static Stream<Path> roots() {
    Stream<Path> onPath =
        Arrays.stream(
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "gcloud"))
            .filter(Files::exists)
            .map(Emulator::real)
            .map(gcloud -> gcloud.getParent().getParent());
    Stream<Path> usual =
        Stream.of(
            Path.of("/usr/lib/google-cloud-sdk"),
            Path.of("/usr/share/google-cloud-sdk"),
            Path.of("/opt/google-cloud-sdk"),
            Path.of(System.getProperty("user.home"), "google-cloud-sdk"));
    return Stream.concat(onPath, usual).filter(Objects::nonNull);
  }

  private static Stream<Path> jars(Path folder) {
    String[] names = folder.toFile().list((dir, name) -> name.endsWith("-all.jar"));
    return names == null ? Stream.empty() : Arrays.stream(names).map(folder::resolve);
  }

  private static Path real(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      return link;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
