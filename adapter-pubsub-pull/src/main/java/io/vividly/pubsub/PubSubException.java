package io.vividly.pubsub;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Pub/Sub cannot be worked with; the message says to an operator what is wrong. */
public final class PubSubException extends RuntimeException {

  private final boolean configuration;

  private PubSubException(String message, boolean configuration, Throwable cause) {
    super(message, cause);
    this.configuration = configuration;
  }

  /**
   * Whether somebody has to change a setting or a right before it can work: a subscription that
   * does not exist, missing credentials.
   */
  public boolean isConfiguration() {
    return configuration;
  }

  /**
   * @param resource what was worked with, as in "The subscription projects/P/subscriptions/S"
   */
  static PubSubException of(String resource, Throwable cause) {
    StatusCode.Code code = codeOf(cause);
    if (code == null) {
      return isAboutCredentials(cause)
          ? new PubSubException(
              "There are no credentials for Google Cloud. Set GOOGLE_APPLICATION_CREDENTIALS to a key"
                  + " file, or run where a service account is attached.",
              true,
              cause)
          : new PubSubException(
              resource + " cannot be worked with (" + cause.getClass().getSimpleName() + ").",
              false,
              cause);
    }
    return switch (code) {
      case NOT_FOUND -> new PubSubException(resource + " does not exist.", true, cause);
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          new PubSubException(
              resource + " may not be used with these credentials (" + code + ").", true, cause);
      case INVALID_ARGUMENT, FAILED_PRECONDITION ->
          new PubSubException(resource + " does not take the call (" + code + ").", true, cause);
      default ->
          new PubSubException(resource + " cannot be worked with (" + code + ").", false, cause);
    };
  }

  static StatusCode.@Nullable Code codeOf(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof ApiException api) {
        return api.getStatusCode().getCode();
      }
      if (at instanceof StatusRuntimeException grpc) {
        return StatusCode.Code.valueOf(grpc.getStatus().getCode().name());
      }
    }
    return null;
  }

  private static boolean isAboutCredentials(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof IOException && String.valueOf(at.getMessage()).contains("credentials")) {
        return true;
      }
    }
    return false;
  }
}
