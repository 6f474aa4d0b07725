package io.vividly.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import org.jspecify.annotations.Nullable;

/** Says that a request failed: to a student in a sentence, to an operator with the reason. */
final class FailureWords {

  private FailureWords() {}

  static void put(ObjectNode json, StageFailure failure, boolean forOperator) {
    json.put("message", forStudent(failure.stage()));
    Stage stage = failure.stage();
    if (stage != null) {
      json.put("stage", stage.wireName());
    }
    if (forOperator) {
      json.put("detail", failure.message());
      json.put("permanent", failure.isPermanent());
    }
  }

  private static String forStudent(@Nullable Stage stage) {
    String what =
        stage == null
            ? "Your question could not be answered."
            : switch (stage) {
              case UNDERSTANDING -> "Your question could not be worked out.";
              case RETRIEVAL -> "Nothing was found to answer your question with.";
              case SCRIPT -> "The explanation could not be written.";
              case NARRATION -> "The explanation could not be spoken.";
              case RENDERING, PUBLISHING -> "The explanation could not be turned into a video.";
            };
    return what + " It is not your fault; you can ask again.";
  }
}
