package io.vividly.benchmarks.chaos;

import io.vividly.postgres.PostgresOptions;
import io.vividly.postgres.PostgresStorage;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What all scenarios share: the database under test, the ledger's own, a folder, a place to talk.
 */
final class Ground implements AutoCloseable {

  private final Path folder;
  private final DatabaseServer system;
  private final DatabaseServer ledger;
  private final PrintStream out;
  private final AtomicInteger workers = new AtomicInteger();
  private final Fleet standingFleet =
      new Fleet(() -> WorkerProcess.start(this, WorkerSettings.DEFAULT));
  private final long start = System.nanoTime();

  private Ground(Path folder, DatabaseServer system, DatabaseServer ledger, PrintStream out) {
    this.folder = folder;
    this.system = system;
    this.ledger = ledger;
    this.out = out;
  }

  /**
   * Starts both servers.
   *
   * @param out gets a line now and then
   */
  static Ground open(PrintStream out) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("vividly-chaos");
    DatabaseServer system = DatabaseServer.durable(folder.resolve("database"));
    DatabaseServer ledger = DatabaseServer.fast(folder.resolve("ledger"));
    PostgresStorage.open(PostgresOptions.builder(system.url()).build()).close();
    system.run("watch.sql");
    ledger.run("ledger.sql");
    return new Ground(folder, system, ledger, out);
  }

  DatabaseServer system() {
    return system;
  }

  DatabaseServer ledger() {
    return ledger;
  }

  /** Where the files of this run are. */
  Path folder() {
    return folder;
  }

  /** Instances with the default settings, for scenarios that run one after the other. */
  Fleet standingFleet() {
    return standingFleet;
  }

  /** A name that no other worker of this run has. */
  String newWorkerName() {
    return "worker-" + workers.incrementAndGet();
  }

  void say(String format, Object... values) {
    double seconds = (System.nanoTime() - start) / 1e9;
    String text = String.format(Locale.ROOT, format, values);
    out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, text);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    standingFleet.close();
    try (DatabaseServer first = system;
        DatabaseServer second = ledger) {
      say("stopping the databases");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Ground::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
