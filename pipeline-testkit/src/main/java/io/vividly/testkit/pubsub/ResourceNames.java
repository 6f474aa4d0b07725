package io.vividly.testkit.pubsub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names such as {@code projects/p/topics/t}. */
final class ResourceNames {

  private static final Pattern NAME =
      Pattern.compile(
          "projects/([a-zA-Z0-9][a-zA-Z0-9.:-]*)/(topics|subscriptions)/"
              + "((?!goog)[A-Za-z][A-Za-z0-9._~+%-]{2,254})");

  private ResourceNames() {}

  static void checkTopic(String name) {
    parts(name, "topics");
  }

  static void checkSubscription(String name) {
    parts(name, "subscriptions");
  }

  static String project(String name) {
    return whole(name).group(1);
  }

  /** The last part. */
  static String id(String name) {
    return whole(name).group(3);
  }

  private static void parts(String name, String kind) {
    if (!kind.equals(whole(name).group(2))) {
      throw invalid(name);
    }
  }

  private static Matcher whole(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw invalid(name);
    }
    return matcher;
  }

  private static RuntimeException invalid(String name) {
    return Rejection.invalid("Invalid resource name given (name=" + name + ").");
  }
}
