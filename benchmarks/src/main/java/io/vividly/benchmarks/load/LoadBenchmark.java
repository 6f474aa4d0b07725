package io.vividly.benchmarks.load;

import io.vividly.benchmarks.durability.DurableServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Many deliveries at once before one instance of the push service and before two, on one database
 * that writes each commit to the disk. Then what a video takes when every slot makes one, and a
 * table of what that means for Cloud Run.
 *
 * <p>Arguments: the launcher, and how many deliveries each run has (200).
 */
public final class LoadBenchmark {

  private static final int SLOTS = 4;
  private static final int STAGE_MILLIS = 200;
  private static final int MOST_DELIVERIES = 5_000;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final DurableServer server;
  private final Path launcher;
  private final Path home;
  private final int deliveries;
  private int databases;

  private LoadBenchmark(DurableServer server, Path launcher, Path home, int deliveries) {
    this.server = server;
    this.launcher = launcher;
    this.home = home;
    this.deliveries = deliveries;
  }

  public static void main(String[] arguments) throws Exception {
    int deliveries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    if (deliveries < 10 || deliveries > MOST_DELIVERIES) {
      throw new IllegalArgumentException("from 10 to " + MOST_DELIVERIES + " deliveries");
    }
    Path home = Files.createTempDirectory("vividly-load");
    // Who interrupts this leaves no instance behind.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    print("%d processors for the instances, the database and the load together%n", PROCESSORS);
    try (DurableServer server = new DurableServer()) {
      new LoadBenchmark(server, Path.of(arguments[0]), home, deliveries).run();
    }
  }

  private void run() throws Exception {
    scale(
        "stages that wait " + STAGE_MILLIS + " ms each, as for a provider; text",
        SLOTS,
        url -> Instance.start(waiting(url), Map.of()));
    scale("offline stages that work; text", PROCESSORS, this::service);
    size();
  }

  /** Prints one instance, two, and the ratio. */
  private void scale(String what, int slots, Starter starter) throws Exception {
    print(
        "%n%s; %d slots an instance, %d deliveries, twice the slots under way%n",
        what, slots, deliveries);
    print("%9s %12s %10s %10s %10s%n", "instances", "deliveries/s", "p50 ms", "p95 ms", "p99 ms");
    double one = run(1, slots, starter);
    double two = run(2, slots, starter);
    print("from 1 to 2 instances: %.2f times the throughput%n", two / one);
  }

  private double run(int count, int slots, Starter starter) throws Exception {
    List<Instance> instances = new ArrayList<>();
    try {
      String database = newDatabase();
      List<URI> urls = new ArrayList<>();
      // One after another: the first brings the database to its schema.
      for (int i = 0; i < count; i++) {
        Instance instance = starter.start(database);
        instances.add(instance);
        urls.add(instance.url());
      }
      int underWay = 2 * slots * count;
      // What is loaded and compiled first is not what is measured.
      Deliveries.send(2 * underWay, underWay, urls, "text");
      Deliveries sent = Deliveries.send(deliveries, underWay, urls, "text");
      print(
          "%9d %12.1f %10.0f %10.0f %10.0f%n",
          count,
          sent.perSecond(),
          sent.percentile(0.50),
          sent.percentile(0.95),
          sent.percentile(0.99));
      return sent.perSecond();
    } finally {
      for (Instance instance : instances) {
        instance.close();
      }
    }
  }

  /** Prints what a video takes when every slot makes one, and the table that follows from it. */
  private void size() throws Exception {
    long start = System.nanoTime();
    try (Instance instance = service(newDatabase())) {
      List<URI> url = List.of(instance.url());
      double startSeconds = (System.nanoTime() - start) / 1e9;
      Deliveries.send(1, 1, url, "video");
      Deliveries videos = Deliveries.send(2 * PROCESSORS, PROCESSORS, url, "video");
      double videoSeconds = videos.seconds() * PROCESSORS / videos.count();
      print(
          "%nvideos with all of %d slots at work: %.1f s each, %.1f a minute%n",
          PROCESSORS, videoSeconds, 60 * videos.perSecond());
      SizingTable.print(System.out, PROCESSORS, videoSeconds, startSeconds);
    }
  }

  private List<String> waiting(String database) {
    return Instance.java(
        WaitingService.class, database, String.valueOf(SLOTS), String.valueOf(STAGE_MILLIS));
  }

  /** The push service as it is, with as many slots as processors, since its stages work. */
  private Instance service(String database) throws Exception {
    return Instance.start(
        List.of(launcher.toString(), "push"),
        Map.of(
            "VIVIDLY_HOME",
            home.toString(),
            "DATABASE_URL",
            database,
            "PORT",
            "0",
            "PUSH_SLOTS",
            String.valueOf(PROCESSORS),
            "REUSE_ANSWERS",
            "false"));
  }

  private String newDatabase() throws Exception {
    String name = "load" + ++databases;
    server.createDatabase(name);
    return server.url(name);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
    System.out.flush();
  }

  /** Starts an instance on a database, without waiting for it. */
  @FunctionalInterface
  private interface Starter {
    Instance start(String database) throws Exception;
  }
}
