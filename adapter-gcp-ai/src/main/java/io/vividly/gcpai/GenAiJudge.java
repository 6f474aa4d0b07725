package io.vividly.gcpai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.auth.Retryable;
import com.google.genai.errors.ApiException;
import io.vividly.gcpai.CallWatch.RetryLaterException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the failures of Google's client for Gemini models mean. Their messages are not repeated:
 * Google quotes the request in some of them.
 */
final class GenAiJudge implements FailureJudge {

  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

  @Override
  public Judgement judge(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Judgement judgement = judgeOne(cause);
      if (judgement != null) {
        return judgement;
      }
    }
    return new Judgement(
        Verdict.FAIL_FOR_NOW,
        null,
        failure.getClass().getSimpleName(),
        "it failed with " + failure.getClass().getName());
  }

  private static @Nullable Judgement judgeOne(Throwable cause) {
    if (cause instanceof RetryLaterException later) {
      return status(later.status(), later.retryAfter());
    }
    if (cause instanceof ApiException refusal) {
      return status(refusal.code(), null);
    }
    if (cause instanceof BrokenReplyException || cause instanceof JsonProcessingException) {
      return new Judgement(
          Verdict.RETRY, null, "malformed", "its reply was not what was asked for");
    }
    if (cause instanceof Retryable credentials && !credentials.isRetryable()) {
      return new Judgement(
          Verdict.FAIL_FOR_NOW,
          null,
          "credentials",
          "no token could be had with the credentials of this process");
    }
    if (cause instanceof InterruptedIOException) {
      return new Judgement(Verdict.RETRY, null, "timeout", "it did not answer in time");
    }
    if (cause instanceof IOException) {
      return new Judgement(Verdict.RETRY, null, "connection", "the connection broke");
    }
    return null;
  }

  private static Judgement status(int status, @Nullable Duration retryAfter) {
    String problem = Integer.toString(status);
    if (PASSING.contains(status)) {
      return new Judgement(
          Verdict.RETRY, retryAfter, problem, "it is overloaded or down (" + status + ")");
    }
    return switch (status) {
      case 401, 403 ->
          new Judgement(
              Verdict.FAIL_FOR_NOW,
              null,
              problem,
              "it does not let this process in ("
                  + status
                  + "); the service account needs the role roles/aiplatform.user, or the API key is"
                  + " not valid");
      case 404 ->
          new Judgement(
              Verdict.FAIL_FOR_NOW,
              null,
              problem,
              "it does not have the model in this location (404)");
      default ->
          new Judgement(
              Verdict.FAIL_FOR_GOOD, null, problem, "it refuses the request (" + status + ")");
    };
  }

  /** A reply that is JSON, but not what was asked for. */
  static final class BrokenReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenReplyException(String message) {
      super(message);
    }
  }
}
