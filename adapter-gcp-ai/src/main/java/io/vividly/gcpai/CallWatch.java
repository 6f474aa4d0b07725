package io.vividly.gcpai;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the HTTP calls of a client: hands out what cancels them, and turns a refusal that says
 * when to come back into an exception that says so too, because the client's own forgets the
 * headers.
 */
final class CallWatch implements Interceptor {

  private final ThreadLocal<@Nullable Ticket> tickets = new ThreadLocal<>();

  /** Works on this thread, with its calls tied to the ticket. */
  <T> T during(Ticket ticket, Callable<T> work) throws Exception {
    tickets.set(ticket);
    try {
      return work.call();
    } finally {
      tickets.remove();
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Ticket ticket = tickets.get();
    if (ticket != null) {
      ticket.hold(chain.call());
    }
    Response response = chain.proceed(chain.request());
    Duration retryAfter = response.isSuccessful() ? null : retryAfter(response);
    if (retryAfter != null) {
      response.close();
      throw new RetryLaterException(response.code(), retryAfter);
    }
    return response;
  }

  /** In seconds or as a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
  private static @Nullable Duration retryAfter(Response response) {
    String header = response.header("Retry-After");
    if (header == null) {
      return null;
    }
    try {
      if (header.matches("[0-9]{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(header));
      }
      Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration time = Duration.between(Instant.now(), then);
      return time.isNegative() ? Duration.ZERO : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Cancels a call, whether it has begun or not. */
  static final class Ticket {
    private @Nullable Call call;
    private boolean cancelled;

    synchronized void hold(Call begun) {
      call = begun;
      if (cancelled) {
        begun.cancel();
      }
    }

    synchronized void cancel() {
      cancelled = true;
      if (call != null) {
        call.cancel();
      }
    }
  }

  /** A provider refuses a call and says when to come back. */
  static final class RetryLaterException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Duration retryAfter;

    RetryLaterException(int status, Duration retryAfter) {
      super("status " + status);
      this.status = status;
      this.retryAfter = retryAfter;
    }

    int status() {
      return status;
    }

    Duration retryAfter() {
      return retryAfter;
    }
  }
}
