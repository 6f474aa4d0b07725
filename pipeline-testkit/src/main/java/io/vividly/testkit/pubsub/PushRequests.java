package io.vividly.testkit.pubsub;

import com.google.gson.JsonObject;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The requests that push messages, wrapped or not: https://cloud.google.com/pubsub/docs/push and
 * https://cloud.google.com/pubsub/docs/payload-unwrapping.
 */
final class PushRequests {

  private static final String HEADER = "x-goog-pubsub-";

  private final Supplier<TokenIssuer> tokens;

  /**
   * @param tokens where tokens come from; asked only for subscriptions that want them
   */
  PushRequests(Supplier<TokenIssuer> tokens) {
    this.tokens = tokens;
  }

  HttpRequest request(Subscription subscription, Lease lease) {
    PushConfig config = subscription.getPushConfig();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.getPushEndpoint()))
            .header("User-Agent", "CloudPubSub-Google");
    if (config.hasOidcToken()) {
      request.header("Authorization", "Bearer " + tokens.get().sign(claims(config)));
    }
    if (!config.hasNoWrapper()) {
      String envelope = envelope(subscription, lease).toString();
      return request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(envelope))
          .build();
    }
    if (config.getNoWrapper().getWriteMetadata()) {
      writeMetadata(request, subscription, lease.message());
    }
    return request
        .POST(BodyPublishers.ofByteArray(lease.message().getData().toByteArray()))
        .build();
  }

  private PushClaims claims(PushConfig config) {
    PushConfig.OidcToken token = config.getOidcToken();
    String audience =
        token.getAudience().isEmpty() ? config.getPushEndpoint() : token.getAudience();
    return tokens.get().claims(audience, token.getServiceAccountEmail());
  }

  private static JsonObject envelope(Subscription subscription, Lease lease) {
    PubsubMessage message = lease.message();
    JsonObject json = new JsonObject();
    if (message.getAttributesCount() > 0) {
      JsonObject attributes = new JsonObject();
      message.getAttributesMap().forEach(attributes::addProperty);
      json.add("attributes", attributes);
    }
    if (!message.getData().isEmpty()) {
      byte[] data = message.getData().toByteArray();
      json.addProperty("data", Base64.getEncoder().encodeToString(data));
    }
    json.addProperty("messageId", message.getMessageId());
    json.addProperty("message_id", message.getMessageId());
    if (!message.getOrderingKey().isEmpty()) {
      json.addProperty("orderingKey", message.getOrderingKey());
    }
    String time = Timestamps.toString(message.getPublishTime());
    json.addProperty("publishTime", time);
    json.addProperty("publish_time", time);
    JsonObject envelope = new JsonObject();
    envelope.add("message", json);
    envelope.addProperty("subscription", subscription.getName());
    if (subscription.hasDeadLetterPolicy()) {
      envelope.addProperty("deliveryAttempt", lease.attempt());
    }
    return envelope;
  }

  private static void writeMetadata(
      HttpRequest.Builder request, Subscription subscription, PubsubMessage message) {
    request.header(HEADER + "subscription-name", subscription.getName());
    request.header(HEADER + "message-id", message.getMessageId());
    request.header(HEADER + "publish-time", Timestamps.toString(message.getPublishTime()));
    if (!message.getOrderingKey().isEmpty()) {
      request.header(HEADER + "ordering-key", message.getOrderingKey());
    }
    message.getAttributesMap().entrySet().forEach(attribute -> writeHeader(request, attribute));
  }

  private static void writeHeader(
      HttpRequest.Builder request, Map.Entry<String, String> attribute) {
    try {
      request.header(attribute.getKey(), attribute.getValue());
    } catch (IllegalArgumentException e) {
      // Not every attribute can be a header; the message is pushed without it.
    }
  }
}
