package io.vividly.push;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** Reads a body that must not be too large and must not take too long. */
final class BodyReader {

  private static final int BUFFER = 16 * 1024;

  /**
   * What is read of a body that is too large, and thrown away, in multiples of what is allowed: a
   * client that is still sending when the connection is closed may never see the answer.
   */
  private static final int DRAIN_FACTOR = 3;

  private final int maxBytes;
  private final Duration timeout;

  BodyReader(int maxBytes, Duration timeout) {
    this.maxBytes = maxBytes;
    this.timeout = timeout;
  }

  /**
   * @throws HttpResponseException if the body is too large (413), too slow (408) or ends early
   *     (400)
   */
  byte[] read(Context context) {
    HttpServletRequest request = context.req();
    long announced = request.getContentLengthLong();
    boolean awaitsLeave = request.getHeader("Expect") != null;
    if (announced > maxBytes && awaitsLeave) {
      throw tooLarge();
    }
    EndPoint connection =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    long usualTimeout = connection.getIdleTimeout();
    TimeLimit limit = new TimeLimit(connection);
    try {
      return read(request.getInputStream(), announced, limit);
    } catch (IOException e) {
      if (announced > maxBytes) {
        throw tooLarge();
      }
      throw limit.isOver()
          ? tooSlow()
          : new HttpResponseException(400, "The body ended before it was complete.");
    } finally {
      connection.setIdleTimeout(usualTimeout);
    }
  }

  private byte[] read(InputStream in, long announced, TimeLimit limit) throws IOException {
    // Grows with what has come: what was only announced may never come.
    ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    boolean tooLarge = announced > maxBytes;
    for (int count; (count = limit.read(in, buffer)) >= 0; ) {
      total += count;
      tooLarge |= total > maxBytes;
      if (!tooLarge) {
        body.write(buffer, 0, count);
      } else if (limit.isOver() || total > (long) DRAIN_FACTOR * maxBytes) {
        throw tooLarge();
      }
    }
    if (tooLarge) {
      throw tooLarge();
    }
    return body.toByteArray();
  }

  private HttpResponseException tooLarge() {
    return new HttpResponseException(413, "The body is larger than " + maxBytes + " bytes.");
  }

  private HttpResponseException tooSlow() {
    return new HttpResponseException(
        408, "The body did not arrive within " + timeout.toMillis() + " ms.");
  }

  /** Bounds the time of the whole body, where Jetty's own timeout is for each of its pieces. */
  private final class TimeLimit {
    private final long end = System.nanoTime() + timeout.toNanos();
    private final EndPoint connection;

    TimeLimit(EndPoint connection) {
      this.connection = connection;
    }

    int read(InputStream in, byte[] buffer) throws IOException {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw tooSlow();
      }
      connection.setIdleTimeout(left);
      return in.read(buffer);
    }

    /** The connection's own clock may run a little ahead. */
    boolean isOver() {
      return end - System.nanoTime() < TimeUnit.MILLISECONDS.toNanos(50);
    }
  }
}
