package io.vividly.benchmarks.chaos;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the scenarios and prints what came of them. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description =
        "Kills, freezes and stops real processes and looks for what was lost or done twice.")
public final class ChaosHarness implements Callable<Integer> {

  private static final List<Scenario> SCENARIOS =
      List.of(
          new CrashPoints(),
          new Zombies(),
          new LongJob(),
          new RandomKills(),
          new Shutdowns(),
          new Copies(),
          new CutConnections(),
          new DatabaseAway());

  /**
   * Most of the time of a scenario is waiting for a lease, but its processes have to start: more at
   * once, and those that are measured starve.
   */
  private static final int SHORT_AT_ONCE = 3;

  @Option(
      names = "--short",
      description = "About a minute, as in the build, instead of half an hour.")
  private boolean brief;

  @Option(
      names = "--only",
      paramLabel = "SCENARIO",
      description = "Only the scenarios whose name begins so; can be repeated.")
  private @Nullable List<String> only;

  @Option(
      names = "--app",
      paramLabel = "LAUNCHER",
      description = "The program vividly, to be killed at real videos too.")
  private @Nullable Path app;

  private ChaosHarness() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ChaosHarness()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Scale scale = brief ? Scale.SHORT : Scale.FULL;
    List<Row> rows = run(chosen(), scale, System.out);
    print(rows, System.out);
    return rows.stream().allMatch(row -> row.problems().isEmpty()) ? 0 : 1;
  }

  /** Runs the short form of every scenario; those that disturb no others at the same time. */
  static List<Row> runShort(PrintStream progress) throws Exception {
    return run(SCENARIOS, Scale.SHORT, progress);
  }

  private List<Scenario> chosen() {
    List<Scenario> all = new ArrayList<>(SCENARIOS);
    if (app != null && !brief) {
      all.add(new RealVideos(app));
    }
    List<String> names = only;
    return names == null
        ? all
        : all.stream()
            .filter(scenario -> names.stream().anyMatch(scenario.name()::startsWith))
            .toList();
  }

  /** Those that run alone come last. */
  private static List<Row> run(List<Scenario> scenarios, Scale scale, PrintStream progress)
      throws Exception {
    List<Row> rows = new ArrayList<>();
    int atOnce = scale.of(1, SHORT_AT_ONCE);
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try (Ground ground = Ground.open(progress)) {
      List<Future<Row>> together = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        if (!scenario.runsAlone()) {
          together.add(threads.submit(() -> scenario.run(ground, scale)));
        }
      }
      for (Future<Row> row : together) {
        rows.add(row.get());
      }
      for (Scenario scenario : scenarios) {
        if (scenario.runsAlone()) {
          rows.add(scenario.run(ground, scale));
        }
      }
    } finally {
      threads.shutdownNow();
    }
    return rows;
  }

  private static void print(List<Row> rows, PrintStream out) {
    out.println();
    out.println(Row.HEADER);
    rows.forEach(out::println);
    for (Row row : rows) {
      row.problems().forEach(problem -> out.println(row.scenario() + ": " + problem));
    }
  }
}
