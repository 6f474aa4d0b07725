package io.vividly.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.port.MessagePublisher;
import io.vividly.core.port.Outbox;
import io.vividly.core.port.TransientFailureException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Delivers messages by push itself, in the envelope that Pub/Sub uses: what stands in for Pub/Sub
 * where there is no cloud. {@link #publish} blocks until the message was processed, and an
 * interrupt ends it.
 */
public final class HttpPushPublisher implements MessagePublisher {

  /**
   * As Pub/Sub does. 102 is an interim answer, which the JDK's client does not show: what counts
   * here is the answer that comes after it.
   */
  private static final Set<Integer> ACKNOWLEDGED = Set.of(102, 200, 201, 202, 204);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final URI pushUrl;
  private final String subscription;
  private final Duration ackDeadline;
  private final @Nullable LocalToken token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * @param pushUrl as in {@code http://localhost:8080/push}
   * @param subscription in full, as in {@code projects/local/subscriptions/name}
   * @param ackDeadline how long to wait for an answer
   */
  public HttpPushPublisher(URI pushUrl, String subscription, Duration ackDeadline) {
    this(pushUrl, subscription, ackDeadline, null);
  }

  HttpPushPublisher(
      URI pushUrl, String subscription, Duration ackDeadline, @Nullable LocalToken token) {
    this.pushUrl = pushUrl;
    this.subscription = subscription;
    this.ackDeadline = ackDeadline;
    this.token = token;
  }

  @Override
  public void publish(Outbox.Entry entry) {
    int status = post(entry);
    if (!isAcknowledgement(status)) {
      throw new TransientFailureException(
          "The push endpoint answered " + status + "; the message will be delivered again.", null);
    }
  }

  static boolean isAcknowledgement(int status) {
    return ACKNOWLEDGED.contains(status);
  }

  private int post(Outbox.Entry entry) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(pushUrl)
            .header("Content-Type", Reply.JSON)
            .timeout(ackDeadline)
            .POST(BodyPublishers.ofString(envelope(entry)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token.value());
    }
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new TransientFailureException(
          "The push endpoint gave no answer (" + e.getClass().getSimpleName() + ").", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("The delivery was interrupted.", e);
    }
  }

  private String envelope(Outbox.Entry entry) {
    ObjectNode envelope = Reply.object();
    ObjectNode message = envelope.putObject("message");
    message.put("data", Base64.getEncoder().encodeToString(entry.body()));
    ObjectNode attributes = message.putObject("attributes");
    entry.attributes().forEach(attributes::put);
    String id = Long.toString(entry.id());
    message.put("messageId", id).put("message_id", id);
    String time = entry.createdAt().toString();
    message.put("publishTime", time).put("publish_time", time);
    envelope.put("subscription", subscription);
    envelope.put("deliveryAttempt", entry.attempt());
    return envelope.toString();
  }
}
