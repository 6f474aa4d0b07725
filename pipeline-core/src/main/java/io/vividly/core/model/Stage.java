package io.vividly.core.model;

import java.util.Locale;

/** A step of the pipeline, in the order in which they run. */
public enum Stage {
  UNDERSTANDING(RequestStatus.VALIDATING),
  RETRIEVAL(RequestStatus.RETRIEVING),
  SCRIPT(RequestStatus.GENERATING_SCRIPT),
  NARRATION(RequestStatus.GENERATING_VIDEO),
  RENDERING(RequestStatus.GENERATING_VIDEO),
  PUBLISHING(RequestStatus.PROCESSING_VIDEO);

  private final RequestStatus status;

  Stage(RequestStatus status) {
    this.status = status;
  }

  /** The status of a request while this stage runs. */
  public RequestStatus status() {
    return status;
  }

  /** The name in the database and in messages, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
