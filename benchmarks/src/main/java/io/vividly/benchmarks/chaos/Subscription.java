package io.vividly.benchmarks.chaos;

import io.vividly.core.model.ContentRequest;
import io.vividly.json.JsonRequestEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Pub/Sub's part: pushes every message until it is acknowledged, with a pause that doubles. A cut
 * connection and a deadline that passes are refusals too. After the last delivery that was refused
 * the message is dead-lettered.
 */
final class Subscription implements AutoCloseable {

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 1_600;
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final Fleet fleet;
  private final Duration ackDeadline;
  private final int maxDeliveries;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "chaos-subscription");
            thread.setDaemon(true);
            return thread;
          });

  Subscription(Fleet fleet, Duration ackDeadline, int maxDeliveries) {
    this.fleet = fleet;
    this.ackDeadline = ackDeadline;
    this.maxDeliveries = maxDeliveries;
  }

  /**
   * How a message ended.
   *
   * @param answer the body of the acknowledgement; null if it was dead-lettered
   */
  record Delivered(@Nullable String answer, int deliveries) {
    boolean isDeadLettered() {
      return answer == null;
    }
  }

  /**
   * Publishes a message.
   *
   * @param first who gets its first delivery; null for whose turn it is
   * @param isDue whether the delivery with a number, from 1, may begin; asked until it may
   */
  CompletableFuture<Delivered> publish(
      ContentRequest request, @Nullable WorkerProcess first, IntPredicate isDue) {
    Message message = new Message(request, first, isDue);
    message.deliver();
    return message.ended;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** A message under way. */
  private final class Message {
    private final String id;
    private final String data;
    private final @Nullable WorkerProcess first;
    private final IntPredicate isDue;
    private final CompletableFuture<Delivered> ended = new CompletableFuture<>();
    private int deliveries;

    Message(ContentRequest request, @Nullable WorkerProcess first, IntPredicate isDue) {
      this.id = request.id().toString();
      this.data = Base64.getEncoder().encodeToString(new JsonRequestEncoder().encode(request));
      this.first = first;
      this.isDue = isDue;
    }

    void deliver() {
      Optional<WorkerProcess> target =
          deliveries == 0 && first != null ? Optional.of(first) : fleet.next();
      if (target.isEmpty() || !isDue.test(deliveries + 1)) {
        later(LOOK_AGAIN_MILLIS);
        return;
      }
      deliveries++;
      client
          .sendAsync(post(target.get()), BodyHandlers.ofString())
          .whenComplete((response, failure) -> answered(response));
    }

    private void answered(@Nullable HttpResponse<String> response) {
      if (response != null && response.statusCode() == 200) {
        ended.complete(new Delivered(response.body(), deliveries));
      } else if (deliveries >= maxDeliveries) {
        ended.complete(new Delivered(null, deliveries));
      } else {
        later(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(deliveries - 1, 10)));
      }
    }

    private void later(long millis) {
      if (!timer.isShutdown()) {
        timer.schedule(this::deliver, millis, TimeUnit.MILLISECONDS);
      }
    }

    private HttpRequest post(WorkerProcess target) {
      String envelope =
          """
          {"message": {"data": "%s", "messageId": "m-%s", "publishTime": "2026-01-01T00:00:00Z"},
           "subscription": "projects/chaos/subscriptions/chaos", "deliveryAttempt": %d}
          """
              .formatted(data, id, deliveries);
      return HttpRequest.newBuilder(target.url())
          .header("Content-Type", "application/json")
          .timeout(ackDeadline)
          .POST(BodyPublishers.ofString(envelope))
          .build();
    }
  }
}
