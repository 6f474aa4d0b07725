package io.vividly.testkit.google;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Google's official client, in both of its forms, pointed at a server for tests. */
enum GenAi {
  GEMINI_API,
  VERTEX;

  /** Does not retry, so that a test sees every answer. */
  Client client(GeminiServer server, Duration timeout) {
    HttpOptions options =
        HttpOptions.builder()
            .baseUrl(server.endpoint().toString())
            .timeout(Math.toIntExact(timeout.toMillis()))
            .retryOptions(HttpRetryOptions.builder().attempts(1).build())
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
