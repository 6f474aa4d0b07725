package io.vividly.gcpai;

import com.google.genai.errors.ApiException;
import io.vividly.gcpai.FailureJudge.Verdict;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the failures of Gemini's API mean.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/troubleshooting">Its error codes</a>
 */
final class GeminiJudge implements FailureJudge {

  @Override
  public Judgement judge(Throwable failure) {
    if (failure instanceof HttpFailure http) {
      return ofCause(http.failure(), http.retryAfter());
    }
    return ofCause(failure, null);
  }

  private static Judgement ofCause(Throwable cause, @Nullable Duration retryAfter) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof ApiException api) {
        return ofCode(api.code(), retryAfter);
      }
      if (at instanceof InterruptedIOException) {
        return new Judgement(Verdict.RETRY, null, "timeout", "it did not answer in time");
      }
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof IOException) {
        return new Judgement(Verdict.RETRY, null, "connection", "the connection failed");
      }
    }
    return new Judgement(
        Verdict.RETRY,
        null,
        "malformed",
        "the answer could not be read (" + cause.getClass().getSimpleName() + ")");
  }

  private static Judgement ofCode(int code, @Nullable Duration retryAfter) {
    String problem = String.valueOf(code);
    return switch (code) {
      case 401, 403 ->
          new Judgement(
              Verdict.FAIL_FOR_NOW,
              null,
              problem,
              "the service refuses the caller (HTTP "
                  + code
                  + "); check GEMINI_API_KEY, or the role roles/aiplatform.user of the account");
      case 404 ->
          new Judgement(
              Verdict.FAIL_FOR_NOW,
              null,
              problem,
              "there is no such model or project (HTTP 404); check GEMINI_MODEL, GCP_PROJECT_ID and"
                  + " GCP_LOCATION");
      case 408, 429, 500, 502, 503, 504 ->
          new Judgement(Verdict.RETRY, retryAfter, problem, "the service answered HTTP " + code);
      default ->
          new Judgement(
              Verdict.FAIL_FOR_GOOD,
              null,
              problem,
              "the service refuses the request (HTTP " + code + ")");
    };
  }
}
