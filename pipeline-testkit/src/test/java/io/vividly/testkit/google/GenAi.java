package io.vividly.testkit.google;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Google's official client, in both of its forms, pointed at a server for tests. */
enum GenAi {
  GEMINI_API,
  VERTEX;

  /**
   * Does not retry, so that a test sees every answer. One attempt alone is not enough: version
   * 2.0.0 of the client then still pauses for a second after the only one has failed.
   */
  private static final HttpRetryOptions NO_RETRIES =
      HttpRetryOptions.builder().attempts(1).httpStatusCodes(List.of()).build();

  Client client(GeminiServer server, Duration timeout) {
    HttpOptions options =
        HttpOptions.builder()
            .baseUrl(server.endpoint().toString())
            .timeout(Math.toIntExact(timeout.toMillis()))
            .retryOptions(NO_RETRIES)
            .build();
    Client.Builder builder = Client.builder().httpOptions(options);
    if (this == GEMINI_API) {
      return builder.apiKey("a-key").build();
    }
    Date later = Date.from(Instant.now().plus(Duration.ofHours(1)));
    return builder
        .vertexAI(true)
        .project("a-project")
        .location("europe-west4")
        .credentials(GoogleCredentials.create(new AccessToken("a-token", later)))
        .build();
  }
}
