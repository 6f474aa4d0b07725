package io.vividly.app;

import io.vividly.postgres.RequestStory;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's story for a person. Every time but the first is told as the time since that. */
final class StoryText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();
  private final RequestStory story;
  private final @Nullable Instant asked;

  private StoryText(RequestStory story) {
    this.story = story;
    this.asked = time(story.request().get("created_at"));
  }

  static String of(RequestStory story) {
    StoryText text = new StoryText(story);
    text.request();
    text.messages();
    text.stages();
    text.versions();
    text.costs();
    text.events();
    return text.text.toString();
  }

  private void request() {
    Map<String, @Nullable Object> row = story.request();
    line("Request %s", row.get("id"));
    field("correlation id", row.get("correlation_id"));
    field("status", row.get("status") + ", " + or(row.get("progress"), "0") + " %");
    field("topic", row.get("topic"));
    field("asked for", row.get("requested_modalities") + ", grade " + row.get("grade_level"));
    field("asked", asked == null ? null : TIME.format(asked));
    field("work began", since(row.get("started_at")));
    field("completed", since(row.get("completed_at")));
    field("failed", since(row.get("failed_at")));
    field("attempts", row.get("attempts"));
    field("claims", row.get("fencing_token"));
    if (row.get("lease_holder") != null) {
      boolean runs = Boolean.TRUE.equals(row.get("worked_on"));
      field(
          runs ? "worked on by" : "left behind by",
          row.get("lease_holder") + ", lease until " + since(row.get("lease_until")));
    }
    field("failed stage", row.get("error_stage"));
    field("reason", or(row.get("error_message"), row.get("out_of_scope_reason")));
    field("questions back", row.get("clarifying_questions"));
    field("video", row.get("video_url"));
  }

  private void messages() {
    heading("Messages in the outbox", story.messages());
    for (Map<String, @Nullable Object> row : story.messages()) {
      String state = "waits, due " + since(row.get("due_at"));
      if (row.get("dead_lettered_at") != null) {
        state = "dead letter " + since(row.get("dead_lettered_at"));
      } else if (row.get("published_at") != null) {
        state = "published " + since(row.get("published_at"));
      }
      line(
          "  %-6s queued %s, %s, tries %s%s",
          row.get("id"),
          since(row.get("created_at")),
          state,
          row.get("attempts"),
          row.get("last_problem") == null ? "" : "; last problem: " + row.get("last_problem"));
      if (row.get("traceparent") != null) {
        line("         trace %s", row.get("traceparent"));
      }
    }
  }

  private void stages() {
    heading("Stages", story.stages());
    for (Map<String, @Nullable Object> row : story.stages()) {
      line(
          "  %-22s %-11s began %-12s took %s%s",
          stage(row),
          row.get("status"),
          or(since(row.get("started_at")), "-"),
          row.get("duration_seconds") == null
              ? "-"
              : String.format(
                  Locale.ROOT, "%.3f s", ((Number) row.get("duration_seconds")).doubleValue()),
          row.get("error_message") == null ? "" : "; " + row.get("error_message"));
    }
  }

  /** Long, and nearly always the same for all. */
  private void versions() {
    Map<Object, List<String>> stages = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : story.stages()) {
      if (row.get("version") != null) {
        stages.computeIfAbsent(row.get("version"), version -> new ArrayList<>()).add(stage(row));
      }
    }
    stages.forEach(
        (version, made) -> line("  made by version %s: %s", version, String.join("; ", made)));
  }

  private void costs() {
    heading("Cost", story.costs());
    BigDecimal sum = BigDecimal.ZERO;
    boolean unpriced = false;
    for (Map<String, @Nullable Object> row : story.costs()) {
      line(
          "  %-22s %-40s %14s %-16s %s",
          row.get("stage"),
          row.get("provider") + " " + row.get("model"),
          ((BigDecimal) or(row.get("quantity"), BigDecimal.ZERO)).toPlainString(),
          row.get("unit"),
          dollars(row.get("cost")));
      if (row.get("cost") instanceof BigDecimal cost) {
        sum = sum.add(cost);
      } else {
        unpriced = true;
      }
    }
    if (!story.costs().isEmpty()) {
      line("  together %s%s", dollars(sum), unpriced ? ", without what has no price" : "");
    }
  }

  private void events() {
    heading("Events", story.events());
    for (Map<String, @Nullable Object> row : story.events()) {
      line(
          "  %-12s %-18s %-12s %s  (%s on %s)",
          since(row.get("at")),
          row.get("type"),
          or(row.get("stage"), ""),
          or(row.get("message"), ""),
          or(row.get("source_service"), "?"),
          or(row.get("source_host"), "?"));
    }
  }

  private static String stage(Map<String, @Nullable Object> row) {
    boolean scene = row.get("scene") instanceof Number number && number.intValue() > 0;
    return row.get("stage") + (scene ? ", scene " + row.get("scene") : "");
  }

  private static String dollars(@Nullable Object cost) {
    return cost instanceof BigDecimal amount ? "$" + amount.toPlainString() : "no price";
  }

  /** Null for null. */
  private @Nullable String since(@Nullable Object value) {
    Instant at = time(value);
    if (at == null || asked == null) {
      return at == null ? null : TIME.format(at);
    }
    double seconds = Duration.between(asked, at).toNanos() / 1e9;
    return String.format(Locale.ROOT, "%+.3f s", seconds);
  }

  private static @Nullable Instant time(@Nullable Object value) {
    return value instanceof Timestamp time ? time.toInstant() : null;
  }

  private static Object or(@Nullable Object value, @Nullable Object otherwise) {
    Object given = value == null ? otherwise : value;
    return given == null ? "" : given;
  }

  private void heading(String title, List<?> rows) {
    line("");
    line(rows.isEmpty() ? "%s: none" : "%s", title);
  }

  private void field(String name, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      line("  %-16s %s", name, value);
    }
  }

  private void line(String format, @Nullable Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
