package io.vividly.benchmarks.durability;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What came of a run.
 *
 * @param deliveries in a second
 * @param p50 milliseconds of half of the deliveries at most; not a number where a delivery has no
 *     beginning and end of its own
 * @param p99 milliseconds of 99 % of the deliveries at most
 */
record Figures(double deliveries, double p50, double p99) {

  static Figures of(long[] nanosOfEach, double seconds) {
    long[] sorted = nanosOfEach.clone();
    Arrays.sort(sorted);
    return new Figures(sorted.length / seconds, percentile(sorted, 0.50), percentile(sorted, 0.99));
  }

  static Figures ofThroughput(int deliveries, double seconds) {
    return new Figures(deliveries / seconds, Double.NaN, Double.NaN);
  }

  double checkpoints() {
    return deliveries * Checkpoints.PER_DELIVERY;
  }

  /** Of each figure the median. */
  static Figures median(List<Figures> rounds) {
    return new Figures(
        median(rounds, Figures::deliveries),
        median(rounds, Figures::p50),
        median(rounds, Figures::p99));
  }

  /** The median of how many times the deliveries of the same round another contender did. */
  static double medianRatio(List<Figures> rounds, List<Figures> others) {
    return median(
        IntStream.range(0, rounds.size())
            .mapToDouble(i -> rounds.get(i).deliveries() / others.get(i).deliveries())
            .toArray());
  }

  private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
    return median(rounds.stream().mapToDouble(figure).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double percentile(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }
}
