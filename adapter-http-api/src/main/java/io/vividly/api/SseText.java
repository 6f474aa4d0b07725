package io.vividly.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.RequestDetails;
import io.vividly.core.port.RequestEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Events in the format of server-sent events; the data is JSON in one line. */
final class SseText {

  static final byte[] HEARTBEAT = utf8(": still here\n\n");

  /** At the end of the id of the final event: who has that one has everything. */
  static final String END = "-end";

  private SseText() {}

  /** What is known early, if this event means that there is something new of it. */
  static Optional<byte[]> partial(RequestEvent event, RequestDetails request) {
    StageKey key = event.stage();
    boolean isDone =
        event.kind() == RequestEvent.Kind.STAGE_COMPLETED
            || event.kind() == RequestEvent.Kind.STAGE_RESUMED;
    if (key == null || !isDone) {
      return Optional.empty();
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    if (key.stage() == Stage.UNDERSTANDING && request.summary().topic() != null) {
      data.put("topic", request.summary().topic());
    } else if (key.stage() == Stage.SCRIPT && request.scriptText() != null) {
      data.put("script_text", request.scriptText());
    } else if (key.stage() == Stage.RENDERING && key.isScene()) {
      data.put("scene_ready", key.scene());
    } else {
      return Optional.empty();
    }
    // Without an id: whoever resumes after it gets it again, together with the event below.
    return Optional.of(utf8("event: partial\ndata: " + data + "\n\n"));
  }

  static byte[] event(RequestEvent event) {
    StageKey key = event.stage();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("state", state(event.kind()));
    if (key != null) {
      data.put("stage", key.stage().wireName());
      if (key.isScene()) {
        data.put("scene", key.scene());
      }
    }
    if (event.progress() != null) {
      data.put("progress", event.progress());
    }
    data.put("at", event.at().toString());
    String name = key != null && !key.isScene() ? "stage" : "progress";
    return utf8("id: " + event.sequence() + "\nevent: " + name + "\ndata: " + data + "\n\n");
  }

  static byte[] finished(long sequence, ObjectNode request) {
    return utf8("id: " + sequence + END + "\nevent: finished\ndata: " + request + "\n\n");
  }

  private static String state(RequestEvent.Kind kind) {
    return switch (kind) {
      case ATTEMPT_BEGAN -> "attempt_began";
      case STAGE_STARTED -> "started";
      case STAGE_COMPLETED -> "completed";
      case STAGE_RESUMED -> "resumed";
      case ATTEMPT_FAILED -> "attempt_failed";
      case CLARIFIED -> "clarified";
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
