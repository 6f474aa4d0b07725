package io.vividly.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Environment;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestDesk.Change;
import io.vividly.core.port.RequestDesk.Submission;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.RequestSummary;
import io.vividly.json.JsonSubmissionReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asking, looking, cancelling, clarifying. */
final class RequestEndpoints {

  private final RequestDesk desk;
  private final Gate gate;
  private final RequestJson json;
  private final ListQuery listQuery;
  private final Cursors cursors;
  private final @Nullable Environment environment;
  private final JsonSubmissionReader reader = new JsonSubmissionReader();

  RequestEndpoints(RequestDesk desk, Gate gate, RequestJson json, ApiOptions options) {
    this.desk = desk;
    this.gate = gate;
    this.json = json;
    this.cursors = new Cursors(options.key());
    this.listQuery = new ListQuery(cursors);
    this.environment = options.environment();
  }

  void submit(Context context) {
    Caller caller = Gate.caller(context);
    byte[] body = Bodies.json(context);
    String key = idempotencyKey(context);
    ContentRequest request =
        reader.submission(
            body, RequestId.random(), caller.isOperator() ? null : caller.subject(), environment);
    gate.countAsking(context);
    Submission submission = desk.submit(request, key);
    if (submission instanceof Submission.Accepted accepted) {
      accepted(context, accepted.request());
    } else if (submission instanceof Submission.Repeated repeated) {
      context.header("Idempotent-Replayed", "true");
      accepted(context, repeated.request());
    } else {
      throw Problems.keyConflict().exception();
    }
  }

  private void accepted(Context context, RequestSummary request) {
    context.status(202).header("Location", RequestJson.path(request));
    write(context, json.summary(request));
  }

  void get(Context context) {
    write(context, json.details(own(context), Gate.caller(context)));
  }

  void list(Context context) {
    ListQuery.Page page = listQuery.read(context);
    RequestDesk.Page found = desk.page(page.filter(), page.limit(), page.after());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode requests = body.putArray("requests");
    found.requests().forEach(request -> requests.add(json.summary(request)));
    if (found.next() != null) {
      body.put("next_cursor", cursors.encode(found.next()));
    }
    write(context, body);
  }

  void cancel(Context context) {
    Change change = desk.cancel(own(context).summary().id());
    write(context, json.details(done(change, "cancelled"), Gate.caller(context)));
  }

  void clarify(Context context) {
    RequestDetails request = own(context);
    String answer = reader.clarification(Bodies.json(context));
    gate.countAsking(context);
    RequestDetails now = done(desk.clarify(request.summary().id(), answer), "clarified");
    context.status(202).header("Location", RequestJson.path(now.summary()));
    write(context, json.details(now, Gate.caller(context)));
  }

  /** The request that the path names, if the caller may see it. */
  RequestDetails own(Context context) {
    Caller caller = Gate.caller(context);
    return desk.find(id(context))
        .filter(request -> caller.maySee(request.summary().studentId()))
        .orElseThrow(() -> Problems.noSuchRequest().exception());
  }

  private static RequestId id(Context context) {
    try {
      return RequestId.parse(context.pathParam("id"));
    } catch (IllegalArgumentException e) {
      throw Problems.noSuchRequest().exception();
    }
  }

  private static RequestDetails done(Change change, String what) {
    if (change instanceof Change.Done done) {
      return done.request();
    }
    if (change instanceof Change.Refused refused) {
      throw Problems.cannotChange(refused.status(), reason(refused.status(), what)).exception();
    }
    throw Problems.noSuchRequest().exception();
  }

  private static String reason(RequestStatus status, String what) {
    return status.isFinal()
        ? "The request has ended as " + status.wireName() + " and cannot be " + what + "."
        : "The request is being worked on and has asked nothing.";
  }

  private static @Nullable String idempotencyKey(Context context) {
    String key = context.header("Idempotency-Key");
    if (key != null && !key.matches("[!-~]{1," + RequestDesk.MAX_KEY_LENGTH + "}")) {
      throw Problems.invalid(
              "Idempotency-Key",
              "The header Idempotency-Key must be 1 to "
                  + RequestDesk.MAX_KEY_LENGTH
                  + " letters, digits and signs without spaces, as a UUID.")
          .exception();
    }
    return key;
  }

  private static void write(Context context, ObjectNode body) {
    context
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .result((body + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
