package io.vividly.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Answer;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.StageFailure;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.pipeline.Disposition.Acknowledge;
import io.vividly.core.pipeline.Disposition.Reject;
import io.vividly.core.pipeline.Disposition.Retry;
import java.time.Duration;
import java.util.Locale;

/**
 * What a disposition is in HTTP. Pub/Sub takes 102, 200, 201, 202 and 204 as an acknowledgement and
 * everything else as none (<a href="https://cloud.google.com/pubsub/docs/push">Pub/Sub, push
 * subscriptions</a>).
 */
final class DispositionReply {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);

  private DispositionReply() {}

  static Reply of(Disposition disposition) {
    if (disposition instanceof Acknowledge acknowledge) {
      return acknowledged(acknowledge);
    }
    if (disposition instanceof Reject reject) {
      return rejected(reject);
    }
    return retry((Retry) disposition);
  }

  private static Reply acknowledged(Acknowledge acknowledge) {
    Outcome outcome = acknowledge.outcome();
    ObjectNode body = Reply.object();
    body.put("request_id", acknowledge.requestId().toString());
    body.put("status", outcome.status().wireName());
    if (outcome instanceof Outcome.Completed completed) {
      describe(completed.answer(), body);
    } else if (outcome instanceof Outcome.ClarificationNeeded unclear) {
      unclear.questions().forEach(body.putArray("questions")::add);
    } else if (outcome instanceof Outcome.OutOfScope outOfScope) {
      body.put("reason", outOfScope.reason());
    } else if (outcome instanceof Outcome.Failed failed) {
      describe(failed.failure(), body);
    }
    return Reply.of(200, body);
  }

  private static void describe(Answer answer, ObjectNode body) {
    body.put("title", answer.title());
    body.put("duration_seconds", answer.duration().toMillis() / 1000.0);
    ObjectNode files = body.putObject("files");
    answer
        .files()
        .forEach(
            (artifact, file) ->
                files
                    .putObject(artifact.name().toLowerCase(Locale.ROOT))
                    .put("url", file.location().toString())
                    .put("bytes", file.size()));
  }

  private static void describe(StageFailure failure, ObjectNode body) {
    if (failure.stage() != null) {
      body.put("stage", failure.stage().wireName());
    }
    body.put("reason", failure.message());
  }

  private static Reply rejected(Reject reject) {
    ObjectNode body = Reply.object();
    body.put("status", "rejected");
    body.set("error", Reply.errorNode("invalid_message", reject.field(), reject.problem()));
    return Reply.of(reject.acknowledge() ? 200 : 400, body);
  }

  private static Reply retry(Retry retry) {
    ObjectNode body = Reply.object();
    if (retry.requestId() != null) {
      body.put("request_id", retry.requestId().toString());
    }
    String code = retry.reason().name().toLowerCase(Locale.ROOT);
    body.set("error", Reply.errorNode(code, null, retry.message()));
    return switch (retry.reason()) {
      case FAILED -> Reply.of(500, body);
      case HELD_ELSEWHERE, BUSY, SHUTTING_DOWN -> Reply.of(503, body).retryAfter(SOON);
      case OVERLOADED -> Reply.of(429, body).retryAfter(LATER);
    };
  }
}
