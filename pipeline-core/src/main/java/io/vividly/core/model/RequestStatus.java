package io.vividly.core.model;

import java.util.Locale;

/** The status of a request, as its row has it. */
public enum RequestStatus {
  PENDING,
  VALIDATING,
  RETRIEVING,
  GENERATING_SCRIPT,
  GENERATING_VIDEO,
  PROCESSING_VIDEO,
  NOTIFYING,
  COMPLETED,
  FAILED,
  CANCELLED,
  CLARIFICATION_NEEDED,
  OUT_OF_SCOPE;

  /** The name in the database, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more happens to a request with this status. */
  public boolean isFinal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, CLARIFICATION_NEEDED, OUT_OF_SCOPE -> true;
      case PENDING,
          VALIDATING,
          RETRIEVING,
          GENERATING_SCRIPT,
          GENERATING_VIDEO,
          PROCESSING_VIDEO,
          NOTIFYING ->
          false;
    };
  }
}
