package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.errors.ServerException;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import io.vividly.testkit.google.GeminiFault;
import io.vividly.testkit.google.GeminiServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of docs/testkit.md, as another team would write it. */
class GeminiExampleTest {

  // Example: begin
  @Test
  @Timeout(60)
  void theModelAnswersAfterAnOutage() {
    try (GeminiServer server = GeminiServer.start(request -> "Because of Rayleigh scattering.");
        Client client =
            Client.builder()
                .apiKey("any")
                .httpOptions(
                    HttpOptions.builder()
                        .baseUrl(server.endpoint().toString())
                        .retryOptions(
                            HttpRetryOptions.builder()
                                .attempts(1)
                                .httpStatusCodes(List.of())
                                .build())
                        .build())
                .build()) {
      server.faults().strikeNext(GeminiFault.UNAVAILABLE);

      assertThatThrownBy(
              () -> client.models.generateContent("gemini-2.5-flash", "Why is it blue?", null))
          .isInstanceOf(ServerException.class);
      assertThat(client.models.generateContent("gemini-2.5-flash", "Why is it blue?", null).text())
          .isEqualTo("Because of Rayleigh scattering.");
      assertThat(server.requests()).hasSize(2);
    }
  }

  // Example: end

  @Test
  void theExampleIsTheOneInTheDocumentation() throws Exception {
    DocumentedExample.assertDocumented(GeminiExampleTest.class);
  }
}
