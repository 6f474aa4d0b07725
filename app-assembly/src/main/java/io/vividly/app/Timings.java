package io.vividly.app;

import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.RequestFinished;
import io.vividly.core.port.PipelineEvent.RequestReceived;
import io.vividly.core.port.PipelineEvent.StageCompleted;
import io.vividly.core.port.PipelineObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes what took how long for one request. */
final class Timings implements PipelineObserver {

  private final RequestId requestId;
  private final Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
  private @Nullable Instant receivedAt;
  private @Nullable Duration queueToPush;
  private @Nullable Duration pushToFinished;

  Timings(RequestId requestId) {
    this.requestId = requestId;
  }

  @Override
  public synchronized void on(PipelineEvent event) {
    if (!(event instanceof PipelineEvent.OfRequest ofRequest)
        || !ofRequest.requestId().equals(requestId)) {
      return;
    }
    if (event instanceof RequestReceived received && receivedAt == null) {
      receivedAt = received.receivedAt();
      if (received.publishedAt() != null) {
        queueToPush = Duration.between(received.publishedAt(), received.receivedAt());
      }
    } else if (event instanceof StageCompleted completed && !completed.key().isScene()) {
      stages.put(completed.key().stage(), completed.took());
    } else if (event instanceof RequestFinished finished && receivedAt != null) {
      pushToFinished = Duration.between(receivedAt, finished.at());
    }
  }

  /** What each step took, in order, by the name that a person reads. */
  synchronized Map<String, Duration> steps() {
    Map<String, Duration> steps = new LinkedHashMap<>();
    if (queueToPush != null) {
      steps.put("queue_to_push", queueToPush);
    }
    stages.forEach((stage, took) -> steps.put(stage.wireName(), took));
    if (pushToFinished != null) {
      steps.put("push_to_finished", pushToFinished);
    }
    return steps;
  }
}
