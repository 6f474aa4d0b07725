package io.vividly.gcpai;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.rpc.RetryInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the status codes of Cloud Text-to-Speech mean. Missing rights and credentials are the
 * operator's to mend: the request fails for now, is delivered again, and is not lost.
 */
final class SpeechJudge implements FailureJudge {

  @Override
  public Judgement judge(Throwable failure) {
    if (failure instanceof UnusableReplyException e) {
      String message = e.getMessage() == null ? "it is broken" : e.getMessage();
      return new Judgement(Verdict.RETRY, null, "unusable reply", message);
    }
    if (failure instanceof ApiException e) {
      return judge(e.getStatusCode().getCode(), retryAfter(e));
    }
    return new Judgement(
        Verdict.RETRY,
        null,
        failure.getClass().getSimpleName(),
        "its client failed with " + failure.getClass().getSimpleName());
  }

  private static Judgement judge(StatusCode.Code code, @Nullable Duration retryAfter) {
    return switch (code) {
      case UNAUTHENTICATED ->
          new Judgement(
              Verdict.FAIL_FOR_NOW,
              null,
              code.name(),
              "the credentials of this process are not valid; give it a service account of the"
                  + " project (application default credentials)");
      case PERMISSION_DENIED ->
          new Judgement(
              Verdict.FAIL_FOR_NOW,
              null,
              code.name(),
              "the account of this process may not speak; enable texttospeech.googleapis.com in its"
                  + " project, with billing");
      case INVALID_ARGUMENT,
          NOT_FOUND,
          OUT_OF_RANGE,
          FAILED_PRECONDITION,
          UNIMPLEMENTED,
          ALREADY_EXISTS ->
          new Judgement(
              Verdict.FAIL_FOR_GOOD, null, code.name(), "the request was refused (" + code + ")");
      case RESOURCE_EXHAUSTED ->
          new Judgement(Verdict.RETRY, retryAfter, code.name(), "a quota is used up");
      default ->
          new Judgement(
              Verdict.RETRY, retryAfter, code.name(), "the service failed (" + code + ")");
    };
  }

  private static @Nullable Duration retryAfter(ApiException e) {
    RetryInfo info = e.getErrorDetails() == null ? null : e.getErrorDetails().getRetryInfo();
    return info == null
        ? null
        : Duration.ofSeconds(info.getRetryDelay().getSeconds(), info.getRetryDelay().getNanos());
  }
}
