package io.vividly.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server that this process starts and stops, its data kept in a folder.
 *
 * <p>One process owns a folder. Another one that opens the same folder meanwhile uses the owner's
 * server, for as long as the owner lives. A server that outlived its owner, because that was
 * killed, is stopped and started again.
 */
final class EmbeddedDatabase implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
  private static final String DATABASE = "vividly";
  private static final String USER = "postgres";

  private final int port;
  private final @Nullable EmbeddedPostgres server;
  private final @Nullable FileChannel ownership;

  private EmbeddedDatabase(
      int port, @Nullable EmbeddedPostgres server, @Nullable FileChannel ownership) {
    this.port = port;
    this.server = server;
    this.ownership = ownership;
  }

  /** Starts the server of a folder, or joins the one that is running there. */
  static EmbeddedDatabase open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return new EmbeddedDatabase(portOfRunning(folder), null, null);
    }
    try {
      return start(folder, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** In the form that {@code DATABASE_URL} has. */
  String url() {
    return "postgresql://" + USER + "@localhost:" + port + "/" + DATABASE;
  }

  @Override
  public void close() throws IOException {
    try (FileChannel released = ownership) {
      if (server != null) {
        server.close();
      }
    }
  }

  private static EmbeddedDatabase start(Path folder, FileChannel ownership) throws IOException {
    Path data = folder.resolve("data");
    Path complete = folder.resolve("initialized");
    if (!Files.exists(complete)) {
      deleteFolder(data);
    }
    stopOrphan(data);
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_TIMEOUT)
            // The library turns both off, for tests; here the data is meant to last.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("listen_addresses", "localhost")
            .start();
    createDatabase(server);
    if (!Files.exists(complete)) {
      Files.createFile(complete);
    }
    return new EmbeddedDatabase(server.getPort(), server, ownership);
  }

  private static void createDatabase(EmbeddedPostgres server) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("create database " + DATABASE);
    } catch (SQLException e) {
      throw new IOException("The embedded database was started but cannot be used.", e);
    }
  }

  private static int portOfRunning(Path folder) throws IOException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      List<String> lines = postmasterFile(folder.resolve("data"));
      // The eighth line says "ready" once connections are taken (PostgreSQL, utils/pidfile.h).
      if (lines.size() >= 8 && lines.get(7).strip().equals("ready")) {
        return Integer.parseInt(lines.get(3).strip());
      }
      sleepBriefly();
    }
    throw new IOException(
        "Another process owns the database in " + folder + " but its server does not come up.");
  }

  private static void stopOrphan(Path data) throws IOException {
    List<String> lines = postmasterFile(data);
    if (lines.isEmpty()) {
      return;
    }
    ProcessHandle orphan = ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElse(null);
    if (orphan == null || !isPostgres(orphan)) {
      return;
    }
    orphan.destroy();
    try {
      orphan.onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an older database server stops", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "A database server of an earlier run (process " + orphan.pid() + ") does not stop.", e);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(false);
  }

  private static List<String> postmasterFile(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static void deleteFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(EmbeddedDatabase::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleepBriefly() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the database starts", e);
    }
  }
}
