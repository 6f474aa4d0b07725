package io.vividly.benchmarks.durability;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints what it costs to be durable: deliveries without any work, at 1 and at 16 in parallel, of
 * the pipeline, of two peers, and of bare JDBC statements as the limit. All of them use the same
 * server, as many connections, and store the same JSON. They take turns, so that a busy moment of
 * the machine meets all of them; what is printed are medians, and the ratio to the limit is the
 * median of the ratios within each round.
 *
 * <p>Argument: the number of rounds.
 */
public final class DurabilityBenchmark {

  private static final int DEFAULT_ROUNDS = 9;

  private DurabilityBenchmark() {}

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_ROUNDS;
    try (DurableServer server = new DurableServer()) {
      for (Kind kind : Kind.values()) {
        server.createDatabase(kind.database());
      }
      explain(rounds);
      warmUp(server);
      for (Load load : List.of(new Load(1, 150), new Load(16, 800))) {
        print(load, measure(server, load, rounds));
      }
      for (Kind kind : List.of(Kind.JDBC, Kind.VIVIDLY)) {
        ServerProfile.print(server, kind, new Load(16, 4_000));
      }
    }
  }

  private static void explain(int rounds) {
    List<String> json = Checkpoints.json();
    System.out.printf(
        Locale.ROOT,
        "PostgreSQL with fsync and synchronous_commit on, %d processors for server and client"
            + " together, Java %s%n%d checkpoints for each delivery, %d bytes of JSON on average;"
            + " medians of %d rounds%n%nOne durable step is%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        json.size(),
        json.stream().mapToInt(String::length).sum() / json.size(),
        rounds);
    for (Kind kind : Kind.values()) {
      System.out.println("  for " + kind.title() + ": " + kind.step());
    }
  }

  private static void warmUp(DurableServer server) throws Exception {
    for (Kind kind : Kind.values()) {
      try (Contender contender = kind.open(server)) {
        contender.prepare(2_000);
        contender.run(16);
      }
    }
  }

  private static Map<Kind, List<Figures>> measure(DurableServer server, Load load, int rounds)
      throws Exception {
    Map<Kind, List<Figures>> figures = new EnumMap<>(Kind.class);
    for (int round = 0; round < rounds; round++) {
      for (Kind kind : Kind.values()) {
        server.settle();
        try (Contender contender = kind.open(server)) {
          // So that connections are open and their statements prepared.
          contender.prepare(load.parallel() * 10);
          contender.run(load.parallel());
          contender.prepare(load.deliveries());
          figures
              .computeIfAbsent(kind, unused -> new ArrayList<>())
              .add(contender.run(load.parallel()));
        }
      }
    }
    return figures;
  }

  private static void print(Load load, Map<Kind, List<Figures>> rounds) {
    System.out.printf("%n%d in parallel%n", load.parallel());
    System.out.printf(
        "%-20s %13s %14s %9s %9s %14s%n",
        "", "deliveries/s", "checkpoints/s", "p50 ms", "p99 ms", "of bare JDBC");
    List<Figures> limits = rounds.getOrDefault(Kind.JDBC, List.of());
    rounds.forEach(
        (kind, figures) -> {
          Figures median = Figures.median(figures);
          System.out.printf(
              Locale.ROOT,
              "%-20s %13.0f %14.0f %9.1f %9.1f %13.2fx%n",
              kind.title(),
              median.deliveries(),
              median.checkpoints(),
              median.p50(),
              median.p99(),
              Figures.medianRatio(figures, limits));
        });
  }

  /**
   * How much is done at a time.
   *
   * @param deliveries in each round
   */
  record Load(int parallel, int deliveries) {}
}
