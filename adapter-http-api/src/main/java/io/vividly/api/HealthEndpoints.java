package io.vividly.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;

/** What the service tells whoever keeps it running; the same as the push service tells. */
final class HealthEndpoints {

  private final Supplier<List<String>> problems;

  HealthEndpoints(Supplier<List<String>> problems) {
    this.problems = problems;
  }

  void alive(Context context) {
    write(context, 200, JsonNodeFactory.instance.objectNode().put("status", "alive"));
  }

  void ready(Context context) {
    List<String> found = problems.get();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("status", found.isEmpty() ? "ready" : "not ready");
    ArrayNode list = body.putArray("problems");
    found.forEach(list::add);
    write(context, found.isEmpty() ? 200 : 503, body);
  }

  private static void write(Context context, int status, ObjectNode body) {
    context.status(status).contentType("application/json").result(body + "\n");
  }
}
