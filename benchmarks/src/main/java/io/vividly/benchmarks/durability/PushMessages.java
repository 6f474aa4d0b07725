package io.vividly.benchmarks.durability;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.testkit.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Messages as Pub/Sub pushes them, each about a request of its own. */
final class PushMessages {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static List<HttpRequest> make(URI url, Modality modality, int count) {
    return Stream.generate(() -> post(url, Samples.request(modality))).limit(count).toList();
  }

  private static HttpRequest post(URI url, ContentRequest request) {
    String data = Base64.getEncoder().encodeToString(new JsonRequestEncoder().encode(request));
    String envelope =
        """
        {"message": {"data": "%s", "messageId": "%s", "publishTime": "2026-01-01T00:00:00Z"},
         "subscription": "projects/benchmark/subscriptions/benchmark"}
        """
            .formatted(data, request.id());
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(envelope))
        .build();
  }

  /** Sends it and wants it answered with 200. */
  void send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("answered " + response.statusCode());
      }
    } catch (IOException e) {
      throw new IllegalStateException("not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
