package io.vividly.postgres;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AnswerAwaited;
import io.vividly.core.port.PipelineEvent.AnswerReused;
import io.vividly.core.port.PipelineEvent.AttemptFailed;
import io.vividly.core.port.PipelineEvent.DeliveryJoined;
import io.vividly.core.port.PipelineEvent.FallbackUsed;
import io.vividly.core.port.PipelineEvent.LeaseLost;
import io.vividly.core.port.PipelineEvent.ProviderCalled;
import io.vividly.core.port.PipelineEvent.PublishingFailed;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.PipelineEvent.RequestDeadLettered;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import io.vividly.core.port.PipelineEvent.RequestPublished;
import io.vividly.core.port.PipelineEvent.RequestReceived;
import io.vividly.core.port.PipelineEvent.RequestRequeued;
import io.vividly.core.port.PipelineEvent.StageCompleted;
import io.vividly.core.port.PipelineEvent.StageResumed;
import io.vividly.core.port.PipelineEvent.StageRetried;
import io.vividly.core.port.PipelineEvent.StageStarted;
import io.vividly.core.port.PipelineEvent.UsageCharged;
import io.vividly.core.port.StageContext.ProviderCall;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** A pipeline event as a row of {@code request_events}. Durations in its data are milliseconds. */
record EventRow(
    RequestId requestId,
    Instant at,
    String type,
    String severity,
    String message,
    @Nullable Stage stage,
    ObjectNode data) {

  private static final JsonMapper MAPPER = new JsonMapper();

  static EventRow of(PipelineEvent.OfRequest event) {
    ObjectNode data = MAPPER.createObjectNode();
    if (event instanceof RequestReceived e) {
      if (e.publishedAt() != null) {
        data.put("queued_ms", Duration.between(e.publishedAt(), e.receivedAt()).toMillis());
      }
      return row(event, "info", "A delivery of the request arrived.", null, data);
    } else if (event instanceof RequestClaimed e) {
      return claimed(e, data);
    } else if (event instanceof DeliveryJoined) {
      return row(event, "info", "Another delivery waits for the answer.", null, data);
    } else if (event instanceof AnswerAwaited e) {
      data.put("from", e.from().toString());
      return row(event, "info", "Another request makes this answer; waiting for it.", null, data);
    } else if (event instanceof AnswerReused e) {
      data.put("from", e.from().toString());
      return row(event, "info", "Another request's answer is this one's too.", null, data);
    } else if (event instanceof RequestFinished e) {
      String status = e.outcome().status().wireName();
      data.put("status", status).put("took_ms", e.took().toMillis());
      return row(event, "info", "The request ended as " + status + ".", null, data);
    } else if (event instanceof AttemptFailed e) {
      data.put("attempt", e.attempt())
          .put("permanent", e.failure().isPermanent())
          .put("cause", StorableText.of(e.failure().cause()));
      return row(event, "error", e.failure().message(), e.failure().stage(), data);
    } else if (event instanceof LeaseLost) {
      return row(event, "warning", "The lease is lost; this process stopped.", null, data);
    }
    return event instanceof RequestPublished
            || event instanceof PublishingFailed
            || event instanceof RequestDeadLettered
            || event instanceof RequestRequeued
        ? ofMessage(event, data)
        : ofStage(event, data);
  }

  private static EventRow claimed(RequestClaimed event, ObjectNode data) {
    data.put("attempt", event.attempt())
        .put("checkpoints", event.checkpoints())
        .put("taken_over", event.takenOver());
    String began = "Attempt " + event.attempt() + " began";
    return event.takenOver()
        ? row(event, "warning", began + "; the lease of the one before ran out.", null, data)
        : row(event, "info", began + ".", null, data);
  }

  /** What became of the request's message on its way. */
  private static EventRow ofMessage(PipelineEvent.OfRequest event, ObjectNode data) {
    if (event instanceof RequestPublished e) {
      return row(event, "info", "Its message is published.", null, data.put("tries", e.tries()));
    } else if (event instanceof PublishingFailed e) {
      data.put("tries", e.tries()).put("retry_after_ms", e.retryAfter().toMillis());
      return row(event, "warning", e.problem(), null, data);
    } else if (event instanceof RequestDeadLettered e) {
      return row(event, "error", e.problem(), null, data.put("tries", e.tries()));
    }
    return row(event, "warning", "Nobody worked on it; its message is sent again.", null, data);
  }

  private static EventRow ofStage(PipelineEvent.OfRequest event, ObjectNode data) {
    if (event instanceof StageStarted e) {
      return stageRow(event, e.key(), "began.", data.put("progress", e.progress()));
    } else if (event instanceof StageCompleted e) {
      data.put("progress", e.progress()).put("took_ms", e.took().toMillis());
      return stageRow(event, e.key(), "is done.", data);
    } else if (event instanceof StageResumed e) {
      data.put("progress", e.progress());
      return stageRow(event, e.key(), "was done by an earlier attempt.", data);
    } else if (event instanceof StageRetried e) {
      data.put("tries", e.tries()).put("scene", e.key().scene());
      return row(event, "warning", e.problem(), e.key().stage(), data);
    }
    return ofProvider(event, data);
  }

  private static EventRow ofProvider(PipelineEvent.OfRequest event, ObjectNode data) {
    if (event instanceof ProviderCalled e) {
      ProviderCall call = e.call();
      data.put("scene", e.key().scene())
          .put("provider", call.provider())
          .put("operation", call.operation())
          .put("model", call.model())
          .put("tries", call.tries())
          .put("took_ms", call.took().toMillis())
          .put("problem", call.problem());
      String how = call.problem() == null ? "was called." : "failed: " + call.problem();
      String severity = call.problem() == null ? "info" : "warning";
      return row(event, severity, call.provider() + " " + how, e.key().stage(), data);
    } else if (event instanceof UsageCharged e) {
      Usage usage = e.charge().usage();
      data.put("scene", e.charge().stage().scene())
          .put("provider", usage.provider())
          .put("model", usage.model())
          .put("unit", usage.unit().wireName())
          .put("quantity", usage.quantity())
          .put("cost", e.charge().cost());
      String message =
          "Used "
              + usage.quantity().stripTrailingZeros().toPlainString()
              + " "
              + usage.unit().wireName()
              + " of "
              + usage.provider()
              + ".";
      return row(event, "info", message, e.charge().stage().stage(), data);
    } else if (event instanceof FallbackUsed e) {
      data.put("scene", e.key().scene()).put("from", e.from()).put("to", e.to());
      String message = e.to() + " did the work of " + e.from() + ": " + e.problem();
      return row(event, "warning", message, e.key().stage(), data);
    }
    return row(event, "info", "", null, data);
  }

  private static EventRow stageRow(
      PipelineEvent.OfRequest event, StageKey key, String what, ObjectNode data) {
    if (key.isScene()) {
      data.put("scene", key.scene());
    }
    String subject = key.toString();
    String message =
        subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1) + " " + what;
    return row(event, "info", message, key.stage(), data);
  }

  private static EventRow row(
      PipelineEvent.OfRequest event,
      String severity,
      String message,
      @Nullable Stage stage,
      ObjectNode data) {
    return new EventRow(event.requestId(), event.at(), type(event), severity, message, stage, data);
  }

  /** {@code StageCompleted} becomes {@code stage_completed}. */
  private static String type(PipelineEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  PreparedBatch bind(PreparedBatch batch) {
    return batch
        .bind("request_id", requestId.value())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("type", type)
        .bind("severity", severity)
        .bind("message", StorableText.of(message))
        .bind("stage", stage == null ? null : stage.wireName())
        .bind("data", data.toString());
  }
}
