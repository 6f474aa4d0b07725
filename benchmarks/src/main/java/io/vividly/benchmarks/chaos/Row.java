package io.vividly.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a scenario.
 *
 * @param runs how often it was done
 * @param requests how many requests took part
 * @param lost requests without an answer
 * @param executedTwice effects that were repeated without need
 * @param repeated effects that were repeated because a fault fell between them and their checkpoint
 * @param publishedTwice requests that were finished more than once
 * @param refused stale writes that the database refused
 * @param accepted stale writes that it did not
 * @param takeover the longest time until another worker went on with a request; null if none had to
 * @param shutdown the longest time from SIGTERM to the end; null if none was sent
 * @param remarks what else is not as it should be
 */
record Row(
    String scenario,
    int runs,
    int requests,
    int lost,
    int executedTwice,
    int repeated,
    int publishedTwice,
    int refused,
    int accepted,
    @Nullable Duration takeover,
    @Nullable Duration shutdown,
    List<String> remarks) {

  static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(15);
  static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(8);

  static final String HEADER =
      String.format(
          "%-26s %5s %8s %5s %14s %9s %15s %20s %16s %16s",
          "scenario",
          "runs",
          "requests",
          "lost",
          "executed twice",
          "repeated",
          "published twice",
          "stale writes refused",
          "longest takeover",
          "longest shutdown");

  /** What is not as expected; empty if all is well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(remarks);
    expectNone(problems, lost, "lost");
    expectNone(problems, executedTwice, "executed twice");
    expectNone(problems, publishedTwice, "published twice");
    expectNone(problems, accepted, "stale writes accepted");
    expectWithin(problems, takeover, LONGEST_TAKEOVER, "takeover");
    expectWithin(problems, shutdown, LONGEST_SHUTDOWN, "shutdown");
    return problems;
  }

  @Override
  public String toString() {
    int tried = refused + accepted;
    return String.format(
        Locale.ROOT,
        "%-26s %5d %8d %5d %14d %9d %15d %20s %16s %16s",
        scenario,
        runs,
        requests,
        lost,
        executedTwice,
        repeated,
        publishedTwice,
        tried == 0 ? "none tried" : refused + " of " + tried,
        seconds(takeover),
        seconds(shutdown));
  }

  private static void expectNone(List<String> problems, int count, String what) {
    if (count > 0) {
      problems.add(count + " " + what);
    }
  }

  private static void expectWithin(
      List<String> problems, @Nullable Duration time, Duration limit, String what) {
    if (time != null && time.compareTo(limit) > 0) {
      problems.add("a " + what + " took " + seconds(time));
    }
  }

  private static String seconds(@Nullable Duration time) {
    return time == null ? "-" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
