package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.Subscription;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Posts messages to endpoints. Safe for use by many threads. */
final class Pusher {

  /** And 102 says Pub/Sub; but Java's client reads on past it, to the answer that follows. */
  private static final Set<Integer> ACKNOWLEDGED = Set.of(200, 201, 202, 204);

  private final PushRequests requests;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  Pusher(PushRequests requests) {
    this.requests = requests;
  }

  /** Gives the status of the answer; to cancel the future ends the request. */
  CompletableFuture<Integer> push(Subscription subscription, Lease lease) {
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(requests.request(subscription, lease), BodyHandlers.discarding());
    CompletableFuture<Integer> status = response.thenApply(HttpResponse::statusCode);
    status.whenComplete(
        (code, failure) -> {
          if (status.isCancelled()) {
            response.cancel(true);
          }
        });
    return status;
  }

  static boolean acknowledges(int status) {
    return ACKNOWLEDGED.contains(status);
  }
}
