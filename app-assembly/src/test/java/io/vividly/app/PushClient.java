package io.vividly.app;

import io.vividly.core.model.ContentRequest;
import io.vividly.json.JsonRequestEncoder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Delivers requests over HTTP, as Pub/Sub does. */
final class PushClient {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;

  PushClient(URI url) {
    this.url = url;
  }

  HttpResponse<String> deliver(ContentRequest request) throws IOException, InterruptedException {
    return client.send(post(request), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> deliverAsync(ContentRequest request) {
    return client.sendAsync(post(request), BodyHandlers.ofString());
  }

  private HttpRequest post(ContentRequest request) {
    String data = Base64.getEncoder().encodeToString(new JsonRequestEncoder().encode(request));
    String envelope =
        """
        {"message": {"data": "%s", "messageId": "m-%s", "publishTime": "2026-01-01T00:00:00Z"},
         "subscription": "projects/test/subscriptions/test"}
        """
            .formatted(data, request.id());
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .timeout(Duration.ofMinutes(5))
        .POST(BodyPublishers.ofString(envelope))
        .build();
  }
}
