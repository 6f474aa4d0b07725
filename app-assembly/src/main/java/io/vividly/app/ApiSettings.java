package io.vividly.app;

import io.vividly.api.ApiKey;
import io.vividly.api.ApiOptions;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the environment variables say about the API.
 *
 * @param port of the API, where it is not alone in its process; 0 takes a free one
 * @param secretKey signs tokens; null if none is set
 * @param requestsPerMinute how much a student may call
 */
record ApiSettings(int port, @Nullable String secretKey, int requestsPerMinute) {

  private static final int DEFAULT_PORT = 8081;
  private static final int DEFAULT_REQUESTS_PER_MINUTE = 120;
  private static final int MAX_REQUESTS_PER_MINUTE = 1_000_000;

  static ApiSettings from(Settings.Reader reader) {
    String key = reader.text("SECRET_KEY");
    int length = key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length;
    if (key != null && length < ApiKey.MIN_BYTES) {
      reader.problem(
          "SECRET_KEY must have at least "
              + ApiKey.MIN_BYTES
              + " bytes, not "
              + length
              + "; take the output of: openssl rand -base64 48");
    }
    return new ApiSettings(
        reader.port("API_PORT", DEFAULT_PORT),
        key,
        reader.number(
            "API_RATE_LIMIT",
            DEFAULT_REQUESTS_PER_MINUTE,
            ApiOptions.ASKING_COUNTS,
            MAX_REQUESTS_PER_MINUTE));
  }

  /** Leaves out the key. */
  @Override
  public String toString() {
    return "ApiSettings[port=" + port + ", requestsPerMinute=" + requestsPerMinute + "]";
  }
}
