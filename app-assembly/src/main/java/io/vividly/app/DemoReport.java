package io.vividly.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Outcome;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What the demo ends with: for a person or as JSON.
 *
 * @param steps what each step took, by its name in the JSON
 * @param cost of the whole request in US dollars, as far as there are prices
 */
record DemoReport(
    ContentRequest request,
    Outcome outcome,
    Path folder,
    Map<Artifact, Path> files,
    Map<String, Duration> steps,
    BigDecimal cost) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  String text() {
    StringBuilder text = new StringBuilder("\n");
    if (outcome instanceof Outcome.Completed completed) {
      text.append(completed.answer().title()).append(playingTime(completed)).append('\n');
      files.forEach((artifact, file) -> text.append("  ").append(file).append('\n'));
      text.append('\n');
      steps.forEach((step, took) -> text.append(step(step, took)));
      if (cost.signum() > 0) {
        text.append(String.format(Locale.ROOT, "  %-18s %7.4f USD%n", "cost", cost));
      }
    } else if (outcome instanceof Outcome.ClarificationNeeded unclear) {
      text.append("The question can mean several things:\n");
      unclear.questions().forEach(question -> text.append("  ").append(question).append('\n'));
    } else if (outcome instanceof Outcome.OutOfScope outOfScope) {
      text.append(outOfScope.reason()).append('\n');
    } else if (outcome instanceof Outcome.Failed failed) {
      text.append("There is no answer: ").append(failed.failure().message()).append('\n');
    } else {
      text.append("The request was cancelled.\n");
    }
    return text.toString();
  }

  String json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("request_id", request.id().toString());
    report.put("status", outcome.status().wireName());
    if (outcome instanceof Outcome.Completed completed) {
      report.put("title", completed.answer().title());
      report.put("duration_seconds", seconds(completed.answer().duration()));
      report.put("folder", folder.toAbsolutePath().toString());
      ObjectNode paths = report.putObject("files");
      files.forEach((artifact, file) -> paths.put(name(artifact), file.toString()));
    } else if (outcome instanceof Outcome.ClarificationNeeded unclear) {
      unclear.questions().forEach(report.putArray("questions")::add);
    } else if (outcome instanceof Outcome.OutOfScope outOfScope) {
      report.put("reason", outOfScope.reason());
    } else if (outcome instanceof Outcome.Failed failed) {
      report.put("error", failed.failure().message());
    }
    report.put("cost_usd", cost);
    ObjectNode timings = report.putObject("timings_seconds");
    steps.forEach((step, took) -> timings.put(step, seconds(took)));
    try {
      return JSON.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }

  private static String playingTime(Outcome.Completed completed) {
    Duration duration = completed.answer().duration();
    return duration.isZero()
        ? ""
        : String.format(
            Locale.ROOT, ", %d:%02d minutes", duration.toMinutes(), duration.toSecondsPart());
  }

  private static String step(String name, Duration took) {
    return String.format(Locale.ROOT, "  %-18s %7.2f s%n", name.replace('_', ' '), seconds(took));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String name(Artifact artifact) {
    return artifact.name().toLowerCase(Locale.ROOT);
  }
}
