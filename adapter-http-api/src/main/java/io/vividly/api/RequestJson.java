package io.vividly.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.RequestSummary;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Requests as the API shows them. What is not known is left out. */
final class RequestJson {

  static final String REQUESTS = "/api/v1/content/requests";

  private final MediaLinks links;

  RequestJson(MediaLinks links) {
    this.links = links;
  }

  static String path(RequestSummary request) {
    return REQUESTS + "/" + request.id();
  }

  ObjectNode summary(RequestSummary request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("request_id", request.id().toString());
    put(json, "student_id", request.studentId());
    json.put("status", request.status().wireName());
    put(json, "stage", request.stage() == null ? null : request.stage().wireName());
    json.put("progress", request.progress());
    asked(json, request.asked());
    put(json, "topic", request.topic());
    put(json, "created_at", request.times().created());
    put(json, "started_at", request.times().started());
    put(json, "ended_at", request.times().ended());
    addLinks(json.putObject("links"), request);
    return json;
  }

  /**
   * @param caller decides how much is told of a failure
   */
  ObjectNode details(RequestDetails request, Caller caller) {
    ObjectNode json = summary(request.summary());
    put(json, "script_text", request.scriptText());
    Outcome outcome = request.outcome();
    if (outcome instanceof Outcome.Completed completed) {
      answer(json.putObject("answer"), completed.answer());
    } else if (outcome instanceof Outcome.ClarificationNeeded needed) {
      ArrayNode questions = json.putArray("clarifying_questions");
      needed.questions().forEach(questions::add);
    } else if (outcome instanceof Outcome.OutOfScope outOfScope) {
      json.put("out_of_scope_reason", outOfScope.reason());
    } else if (outcome instanceof Outcome.Failed failed) {
      FailureWords.put(json.putObject("error"), failed.failure(), caller.isOperator());
    }
    return json;
  }

  private static void asked(ObjectNode json, RequestSummary.Asked asked) {
    put(json, "student_query", asked.query());
    if (asked.gradeLevel() != null) {
      json.put("grade_level", asked.gradeLevel());
    }
    put(json, "interest", asked.interest());
    ArrayNode modalities = json.putArray("requested_modalities");
    asked.modalities().stream().map(Modality::wireName).forEach(modalities::add);
  }

  private static void addLinks(ObjectNode json, RequestSummary request) {
    String self = path(request);
    json.put("self", self);
    json.put("events", self + "/events");
    if (!request.status().isFinal()) {
      json.put("cancel", self + "/cancel");
    }
    if (request.status() == RequestStatus.CLARIFICATION_NEEDED) {
      json.put("clarify", self + "/clarify");
    }
  }

  private void answer(ObjectNode json, Answer answer) {
    json.put("title", answer.title());
    json.put("duration_seconds", answer.duration().toMillis() / 1_000.0);
    ArrayNode files = json.putArray("files");
    answer.files().forEach((artifact, ref) -> file(files.addObject(), artifact, ref));
  }

  private void file(ObjectNode json, Artifact artifact, MediaRef ref) {
    json.put("kind", artifact.name().toLowerCase(Locale.ROOT));
    json.put("name", artifact.fileName());
    json.put("content_type", ref.type().contentType());
    if (ref.size() > 0) {
      json.put("size", ref.size());
    }
    json.put("url", url(ref));
  }

  /** Of an answer that an earlier service made, only its address is known, and no size. */
  private String url(MediaRef ref) {
    URI location = ref.location();
    boolean isElsewhere = ref.size() == 0 && isWeb(location);
    return isElsewhere ? location.toString() : links.link(ref.key());
  }

  private static boolean isWeb(URI location) {
    return "https".equalsIgnoreCase(location.getScheme())
        || "http".equalsIgnoreCase(location.getScheme());
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value instanceof Instant || value instanceof String) {
      json.put(name, value.toString());
    }
  }
}
