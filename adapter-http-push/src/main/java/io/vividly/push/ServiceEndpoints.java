package io.vividly.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service says about itself: to people, and to whoever keeps it running. */
final class ServiceEndpoints {

  private static final Logger log = LoggerFactory.getLogger(ServiceEndpoints.class);

  private final Readiness readiness;
  private final InFlight inFlight;

  ServiceEndpoints(Readiness readiness, InFlight inFlight) {
    this.readiness = readiness;
    this.inFlight = inFlight;
  }

  void describe(Context context) {
    ObjectNode body = Reply.object();
    body.put("service", "vividly-push");
    body.put("version", version());
    ObjectNode endpoints = body.putObject("endpoints");
    endpoints.put("POST /push", "takes a Pub/Sub push delivery");
    endpoints.put("GET /health", "tells whether the service is alive");
    endpoints.put("GET /health/ready", "tells whether it can process deliveries");
    Reply.of(200, body).writeTo(context);
  }

  void alive(Context context) {
    ObjectNode body = Reply.object();
    body.put("status", "alive");
    Reply.of(200, body).writeTo(context);
  }

  void ready(Context context) {
    List<String> problems = problems();
    ObjectNode body = Reply.object();
    body.put("status", problems.isEmpty() ? "ready" : "not ready");
    problems.forEach(body.putArray("problems")::add);
    Reply.of(problems.isEmpty() ? 200 : 503, body).writeTo(context);
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (inFlight.isClosed()) {
      problems.add("shutting down");
    }
    try {
      readiness.problems().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
    } catch (RuntimeException e) {
      log.warn("The readiness check itself failed with a {}", e.getClass().getName());
      problems.add("readiness check failed");
    }
    return problems;
  }

  private static String version() {
    return Objects.requireNonNullElse(
        ServiceEndpoints.class.getPackage().getImplementationVersion(), "unreleased");
  }
}
