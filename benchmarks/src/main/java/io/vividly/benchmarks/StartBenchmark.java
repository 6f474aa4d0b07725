package io.vividly.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Prints how long the push service takes from the start of its process to the first message that it
 * has accepted, that is claimed in the database, and how much memory it takes when idle. The
 * database is outside and running, as in production. The variants take turns.
 *
 * <p>Arguments: the launcher that runs on the Java of this machine, and the folder of an image, as
 * deploy/image/build.sh makes it; and how many times each is started, 5 if not said.
 */
public final class StartBenchmark {

  private static final String DEFAULT_ROUNDS = "5";
  private static final double LIMIT_SECONDS = 1;
  private static final double MEMORY_LIMIT_MB = 300;

  /** Debian's, for which its packages are. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final String FAST_API =
      """
      import os, fastapi, uvicorn
      app = fastapi.FastAPI()
      @app.post("/push")
      def push(body: dict):
          print("claimed", flush=True)
          return {"status": "completed"}
      @app.get("/health/ready")
      def ready():
          return {"status": "ready"}
      uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="error")
      """;

  private StartBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String launcher = arguments[0];
    String image = arguments[1] + "/bin/vividly";
    int rounds = Integer.parseInt(arguments.length > 2 ? arguments[2] : DEFAULT_ROUNDS);
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
      Map<String, ColdStart> variants = new LinkedHashMap<>();
      Path home = Files.createTempDirectory("vividly-start");
      Map<String, String> environment =
          Map.of(
              "DATABASE_URL",
              "postgresql://postgres:postgres@localhost:" + database.getPort() + "/postgres",
              "VIVIDLY_HOME",
              home.toString());
      variants.put(
          "Java " + Runtime.version().feature() + ", no cache",
          new ColdStart(List.of(launcher, "push"), environment, ""));
      variants.put(
          "image, without its cache",
          new ColdStart(List.of(image, "push"), environment, "-XX:AOTMode=off"));
      String best = "image, with its cache";
      variants.put(best, new ColdStart(List.of(image, "push"), environment, "-XX:AOTMode=on"));
      if (hasFastApi()) {
        variants.put(
            "minimal FastAPI service",
            new ColdStart(List.of(PYTHON, "-c", FAST_API), Map.of(), ""));
      } else {
        print("no FastAPI here (Debian's python3-fastapi and python3-uvicorn)%n");
      }
      // The first start migrates the database and embeds the knowledge; it is not a start like
      // others.
      variants.values().iterator().next().run();
      report(variants, best, rounds);
    }
  }

  private static void report(Map<String, ColdStart> variants, String best, int rounds)
      throws IOException, InterruptedException {
    Map<String, List<ColdStart.Times>> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, ColdStart> variant : variants.entrySet()) {
        times
            .computeIfAbsent(variant.getKey(), name -> new ArrayList<>())
            .add(variant.getValue().run());
      }
    }
    print("%d processors, load %.1f%n", Runtime.getRuntime().availableProcessors(), load());
    print(
        "%-26s %9s %9s %9s %9s %10s%n",
        "median of " + rounds, "port open", "accepted", "best", "CPU", "idle");
    times.forEach(
        (name, all) ->
            print(
                "%-26s %7.2f s %7.2f s %7.2f s %7.2f s %7.0f MB%n",
                name,
                median(all, ColdStart.Times::open),
                median(all, ColdStart.Times::accepted),
                all.stream().mapToDouble(ColdStart.Times::accepted).min().orElseThrow(),
                median(all, ColdStart.Times::cpu),
                median(all, ColdStart.Times::idleMegabytes)));
    List<ColdStart.Times> cached = times.getOrDefault(best, List.of());
    print(
        "accepted with the cache: %.2f of the limit; idle memory: %.2f of the limit%n",
        median(cached, ColdStart.Times::accepted) / LIMIT_SECONDS,
        median(cached, ColdStart.Times::idleMegabytes) / MEMORY_LIMIT_MB);
  }

  private static boolean hasFastApi() throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import fastapi, uvicorn")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static double median(List<ColdStart.Times> all, ToDoubleFunction<ColdStart.Times> value) {
    return all.stream().mapToDouble(value).sorted().skip(all.size() / 2).findFirst().orElseThrow();
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
