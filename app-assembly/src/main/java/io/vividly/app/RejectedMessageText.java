package io.vividly.app;

import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RejectedMessageArchive.Kept;
import io.vividly.core.port.RejectedMessageArchive.Listed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rejected messages as a person reads them. What strangers sent cannot steer the terminal. */
final class RejectedMessageText {

  private RejectedMessageText() {}

  /** One line each, tabs between, so that it can be cut and sorted. */
  static String list(List<Listed> messages) {
    if (messages.isEmpty()) {
      return "No rejected message waits.\n";
    }
    StringBuilder text = new StringBuilder("id\tmessage\ttimes\tfield\tproblem\tfirst\tlast\n");
    for (Listed one : messages) {
      text.append(one.id()).append('\t').append(line(one.messageId())).append('\t');
      text.append(one.timesSeen()).append('\t').append(orDash(one.field())).append('\t');
      text.append(line(one.problem())).append('\t');
      text.append(one.firstSeenAt()).append('\t').append(one.lastSeenAt()).append('\n');
    }
    return text.toString();
  }

  /** All of it. */
  static String of(Kept message) {
    Listed listed = message.listed();
    StringBuilder text = new StringBuilder();
    add(text, "id", listed.id());
    add(text, "message", listed.messageId());
    add(text, "published", message.publishedAt());
    add(text, "attempt", message.attempt());
    add(text, "times seen", listed.timesSeen());
    add(text, "first seen", listed.firstSeenAt());
    add(text, "last seen", listed.lastSeenAt());
    add(text, "replayed", message.replayedAt());
    add(text, "field", listed.field());
    add(text, "problem", listed.problem());
    new TreeMap<>(message.attributes())
        .forEach((name, value) -> add(text, "attribute " + line(name), value));
    add(text, "body", message.body().length + " bytes");
    return text.append(body(message.body())).append('\n').toString();
  }

  static String body(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\uFFFD");
  }

  /** What is wrong with a message, with the field if it is one. */
  static String problem(InvalidMessageException e) {
    return e.field() == null ? e.problem() : e.field() + ": " + e.problem();
  }

  /** Without line breaks, tabs and other control characters. */
  static String line(String text) {
    return text.replaceAll("\\p{Cc}", "\uFFFD");
  }

  static void add(StringBuilder text, String name, @Nullable Object value) {
    text.append(name).append(": ").append(orDash(value)).append('\n');
  }

  static String orDash(@Nullable Object value) {
    return value == null ? "-" : line(value.toString());
  }
}
