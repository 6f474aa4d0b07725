package io.vividly.benchmarks.chaos;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is to do with a request. It travels in the place of the student's question.
 *
 * @param work how long each effect takes
 * @param holdAt where the first worker that claims the request is to hold; null for nowhere
 */
record Assignment(Duration work, @Nullable Point holdAt) {

  private static final Pattern QUESTION =
      Pattern.compile("chaos, (?<work>\\d+) ms an effect(?:, hold at (?<point>\\S+))?");

  static Assignment of(Duration work) {
    return new Assignment(work, null);
  }

  static Assignment holdAt(Point point) {
    return new Assignment(Duration.ofMillis(10), point);
  }

  /** Reads what {@link #question} writes. */
  static Assignment parse(String question) {
    Matcher matcher = QUESTION.matcher(question);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an assignment: " + question);
    }
    String point = matcher.group("point");
    return new Assignment(
        Duration.ofMillis(Long.parseLong(matcher.group("work"))),
        point == null ? null : Point.parse(point));
  }

  String question() {
    String question = "chaos, " + work.toMillis() + " ms an effect";
    return holdAt == null ? question : question + ", hold at " + holdAt;
  }
}
