package io.vividly.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthServerTest {

  private List<String> problems = List.of();

  @Test
  void tells_whether_it_is_alive_and_whether_it_is_ready() throws Exception {
    try (HealthServer health = HealthServer.start(0, () -> problems)) {
      assertThat(call(health, "GET", "/health").body()).isEqualTo("{\"status\":\"alive\"}");
      HttpResponse<String> ready = call(health, "GET", "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).isEqualTo("{\"status\":\"ready\",\"problems\":[]}");

      problems = List.of("database", "pubsub");

      HttpResponse<String> notReady = call(health, "GET", "/health/ready");
      assertThat(notReady.statusCode()).isEqualTo(503);
      assertThat(notReady.body())
          .isEqualTo("{\"status\":\"not ready\",\"problems\":[\"database\",\"pubsub\"]}");
      assertThat(call(health, "GET", "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_readiness_check_that_fails_means_not_ready() throws Exception {
    try (HealthServer health =
        HealthServer.start(
            0,
            () -> {
              throw new IllegalStateException("pool closed");
            })) {
      assertThat(call(health, "GET", "/health/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void knows_two_paths_and_two_methods() throws Exception {
    try (HealthServer health = HealthServer.start(0, () -> problems)) {
      assertThat(call(health, "GET", "/metrics").statusCode()).isEqualTo(404);
      assertThat(call(health, "POST", "/health").statusCode()).isEqualTo(405);
      HttpResponse<String> head = call(health, "HEAD", "/health");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  private static HttpResponse<String> call(HealthServer health, String method, String path)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + health.port() + path))
            .method(method, BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
