package io.vividly.testkit.pubsub;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.net.URI;

/** How a subscription may be configured; fills in what was left out. */
final class SubscriptionChecks {

  private static final int DEFAULT_ACK_DEADLINE = 10;
  private static final int DEFAULT_ATTEMPTS = 5;
  private static final Duration DEFAULT_MIN_BACKOFF = Durations.fromSeconds(10);
  private static final Duration MAX_BACKOFF = Durations.fromSeconds(600);
  private static final Duration DEFAULT_RETENTION = Durations.fromDays(7);

  private SubscriptionChecks() {}

  static Subscription checked(Subscription config) {
    ResourceNames.checkSubscription(config.getName());
    checkSupported(config);
    Subscription.Builder checked = config.toBuilder().setState(Subscription.State.ACTIVE);
    if (config.getAckDeadlineSeconds() == 0) {
      checked.setAckDeadlineSeconds(DEFAULT_ACK_DEADLINE);
    }
    checkAckDeadline(checked.getAckDeadlineSeconds());
    if (config.hasDeadLetterPolicy()) {
      checked.setDeadLetterPolicy(checked(config.getDeadLetterPolicy()));
    }
    if (config.hasRetryPolicy()) {
      checked.setRetryPolicy(checked(config.getRetryPolicy()));
    }
    if (!config.hasMessageRetentionDuration()) {
      checked.setMessageRetentionDuration(DEFAULT_RETENTION);
    }
    checkEndpoint(config.getPushConfig().getPushEndpoint());
    return checked.build();
  }

  /** Some settings stay as they were made. */
  static void checkChange(Subscription from, Subscription to) {
    if (from.getEnableMessageOrdering() != to.getEnableMessageOrdering()
        || !from.getTopic().equals(to.getTopic())) {
      throw Rejection.invalid("The topic and the ordering of a subscription cannot be changed.");
    }
  }

  /** An empty endpoint stands for pull. */
  static void checkEndpoint(String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!endpoint.isEmpty() && (!http || uri.getHost() == null)) {
        throw Rejection.invalid("Invalid push endpoint given (endpoint=" + endpoint + ").");
      }
    } catch (IllegalArgumentException e) {
      throw Rejection.invalid("Invalid push endpoint given (endpoint=" + endpoint + ").");
    }
  }

  static void checkAckDeadline(int seconds) {
    if (seconds < 10 || seconds > 600) {
      throw Rejection.invalid(
          "Invalid ack deadline given (ack_deadline_secs=" + seconds + "). It must be 10 to 600.");
    }
  }

  private static DeadLetterPolicy checked(DeadLetterPolicy policy) {
    ResourceNames.checkTopic(policy.getDeadLetterTopic());
    int attempts = policy.getMaxDeliveryAttempts();
    if (attempts != 0 && (attempts < 5 || attempts > 100)) {
      throw Rejection.invalid("max_delivery_attempts must be 5 to 100, not " + attempts + ".");
    }
    return attempts != 0
        ? policy
        : policy.toBuilder().setMaxDeliveryAttempts(DEFAULT_ATTEMPTS).build();
  }

  private static RetryPolicy checked(RetryPolicy policy) {
    Duration min = policy.hasMinimumBackoff() ? policy.getMinimumBackoff() : DEFAULT_MIN_BACKOFF;
    Duration max = policy.hasMaximumBackoff() ? policy.getMaximumBackoff() : MAX_BACKOFF;
    if (Durations.isNegative(min)
        || Durations.compare(min, max) > 0
        || Durations.compare(max, MAX_BACKOFF) > 0) {
      throw Rejection.invalid("Backoffs must be 0 to 600 s, the minimum at most the maximum.");
    }
    return policy.toBuilder().setMinimumBackoff(min).setMaximumBackoff(max).build();
  }

  private static void checkSupported(Subscription config) {
    if (!config.getFilter().isEmpty()) {
      throw Rejection.unsupported("filters");
    }
    if (config.hasBigqueryConfig()
        || config.hasCloudStorageConfig()
        || config.hasBigtableConfig()) {
      throw Rejection.unsupported("export subscriptions");
    }
    if (config.getMessageTransformsCount() > 0) {
      throw Rejection.unsupported("message transforms");
    }
  }
}
