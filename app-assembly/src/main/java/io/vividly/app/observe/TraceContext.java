package io.vividly.app.observe;

import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place in a trace at which work goes on, as the <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> has it. Spans need
 * OpenTelemetry; this does not, so that log lines belong to a trace where nobody collects spans.
 *
 * @param traceId 32 digits in lower-case hexadecimal, not all zero
 * @param spanId 16 of them
 * @param sampled whether whoever began the trace keeps it
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

  /** The name of the HTTP header and of the message attribute. */
  public static final String TRACEPARENT = "traceparent";

  /** The name of the attribute that Google's Pub/Sub client uses. */
  static final String GOOGLE_TRACEPARENT = "googclient_traceparent";

  /** Versions after 00 may say more behind these four parts; ff is no version. */
  private static final Pattern FORM =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);

  /** A trace of its own. */
  static TraceContext begin() {
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // Odd, so never all zero.
    return new TraceContext(
        hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1),
        hex.toHexDigits(random.nextLong() | 1),
        true);
  }

  /** Null if there is none, or none that can be read: a new trace is then begun. */
  static @Nullable TraceContext parse(@Nullable String traceparent) {
    Matcher parts = FORM.matcher(traceparent == null ? "" : traceparent.strip());
    if (!parts.matches()
        || parts.group(2).equals(NO_TRACE)
        || parts.group(3).equals(NO_SPAN)
        || (parts.group(1).equals("00") && parts.group(5) != null)) {
      return null;
    }
    boolean sampled = (HexFormat.fromHexDigits(parts.group(4)) & 1) == 1;
    return new TraceContext(parts.group(2), parts.group(3), sampled);
  }

  /** Of a message. Google's client, where it traces, puts its own span between ours. */
  static @Nullable TraceContext of(Map<String, String> attributes) {
    TraceContext google = parse(attributes.get(GOOGLE_TRACEPARENT));
    return google == null ? parse(attributes.get(TRACEPARENT)) : google;
  }

  /** For a message. Names that begin with {@code goog} are Google's own; Pub/Sub refuses them. */
  Map<String, String> attributes() {
    return Map.of(TRACEPARENT, toString());
  }

  /** As a {@code traceparent}. */
  @Override
  public String toString() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
