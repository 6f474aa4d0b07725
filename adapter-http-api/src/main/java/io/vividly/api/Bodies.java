package io.vividly.api;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads JSON bodies that must not be too large. That they come in time is Jetty's to see to. */
final class Bodies {

  static final int MAX_BYTES = 64 * 1024;

  /**
   * What is read of a body that is too large, and thrown away: a client that is still sending when
   * the connection is closed may never see the answer.
   */
  private static final int DRAIN_BYTES = 4 * 1024 * 1024;

  private static final int BUFFER = 16 * 1024;

  private Bodies() {}

  static byte[] json(Context context) {
    HttpServletRequest request = context.req();
    try {
      InputStream in = request.getInputStream();
      if (request.getContentLengthLong() > MAX_BYTES) {
        drain(in);
        throw Problems.tooLarge(MAX_BYTES).exception();
      }
      byte[] body = in.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        drain(in);
        throw Problems.tooLarge(MAX_BYTES).exception();
      }
      if (!isJson(request.getContentType())) {
        throw Problems.notJson().exception();
      }
      return body;
    } catch (IOException e) {
      throw Problems.invalidBody("The body ended before it was complete, or came too slowly.")
          .exception();
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json");
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int left = DRAIN_BYTES;
    for (int count; left > 0 && (count = in.read(buffer)) >= 0; ) {
      left -= count;
    }
  }
}
