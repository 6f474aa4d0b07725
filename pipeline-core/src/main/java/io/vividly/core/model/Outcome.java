package io.vividly.core.model;

import java.util.List;

/** How a request ended. */
public sealed interface Outcome {

  /** The status of a request that ended so. */
  RequestStatus status();

  /** Answered. */
  record Completed(Answer answer) implements Outcome {
    @Override
    public RequestStatus status() {
      return RequestStatus.COMPLETED;
    }
  }

  /** The student has to say more. */
  record ClarificationNeeded(List<String> questions) implements Outcome {
    public ClarificationNeeded {
      questions = List.copyOf(questions);
    }

    @Override
    public RequestStatus status() {
      return RequestStatus.CLARIFICATION_NEEDED;
    }
  }

  /** Not a question that can be answered here. */
  record OutOfScope(String reason) implements Outcome {
    @Override
    public RequestStatus status() {
      return RequestStatus.OUT_OF_SCOPE;
    }
  }

  /** Given up. */
  record Failed(StageFailure failure) implements Outcome {
    @Override
    public RequestStatus status() {
      return RequestStatus.FAILED;
    }
  }

  /** Cancelled by somebody before it was answered. */
  record Cancelled() implements Outcome {
    @Override
    public RequestStatus status() {
      return RequestStatus.CANCELLED;
    }
  }
}
