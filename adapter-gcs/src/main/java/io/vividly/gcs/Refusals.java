package io.vividly.gcs;

import com.google.cloud.storage.StorageException;
import io.vividly.core.port.PipelineException;
import io.vividly.core.port.TransientFailureException;

/**
 * Says what is wrong so that an operator knows what to do. A bucket that is missing or closed to us
 * counts as transient: an operator will open it, and the requests are worth trying again.
 */
final class Refusals {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int PRECONDITION_FAILED = 412;

  private final String bucket;

  Refusals(String bucket) {
    this.bucket = bucket;
  }

  /**
   * @param purpose for messages, as in {@code store gs://b/k}
   */
  PipelineException of(String purpose, Exception e) {
    if (e instanceof PipelineException known) {
      return known;
    }
    return new TransientFailureException("could not " + purpose + ": " + reason(e), e);
  }

  private String reason(Exception e) {
    if (!(e instanceof StorageException refused)) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    return switch (refused.getCode()) {
      case UNAUTHORIZED ->
          "Cloud Storage does not accept the credentials (401). Set up application default"
              + " credentials of an account that may use bucket "
              + bucket
              + ".";
      case FORBIDDEN ->
          "this account may not (403). Grant it roles/storage.objectCreator and"
              + " roles/storage.objectViewer on bucket "
              + bucket
              + ".";
      case NOT_FOUND ->
          "there is no bucket "
              + bucket
              + " (404). Make it, or correct GCS_GENERATED_CONTENT_BUCKET.";
      default ->
          "Cloud Storage answered "
              + (refused.getCode() == 0 ? "nothing of use" : refused.getCode())
              + ": "
              + refused.getMessage();
    };
  }
}
