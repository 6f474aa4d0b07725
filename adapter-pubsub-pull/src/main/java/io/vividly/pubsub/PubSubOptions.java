package io.vividly.pubsub;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in Pub/Sub to work. A topic or subscription is given by its id, or in full as {@code
 * projects/P/topics/T} when it belongs to another project.
 *
 * @param projectId of Google Cloud
 * @param topic where requests are published
 * @param subscription where requests are pulled
 * @param deadLetterSubscription where messages end up that failed too often
 * @param emulatorHost {@code host:port} of an emulator, spoken to in plain text and without
 *     credentials; null for Google's service with the default credentials of the environment
 */
public record PubSubOptions(
    String projectId,
    @Nullable String topic,
    @Nullable String subscription,
    @Nullable String deadLetterSubscription,
    @Nullable String emulatorHost) {

  public PubSubOptions {
    if (projectId.isBlank()) {
      throw new IllegalArgumentException("the project id must not be blank");
    }
  }

  public static Builder builder(String projectId) {
    return new Builder(projectId);
  }

  String topicName() {
    return fullName("topics", topic, "topic");
  }

  String subscriptionName() {
    return fullName("subscriptions", subscription, "subscription");
  }

  String deadLetterSubscriptionName() {
    return fullName("subscriptions", deadLetterSubscription, "dead-letter subscription");
  }

  private String fullName(String collection, @Nullable String name, String what) {
    Objects.requireNonNull(name, "no " + what + " is set");
    return name.startsWith("projects/")
        ? name
        : "projects/" + projectId + "/" + collection + "/" + name;
  }

  /** Makes options; what is not set is absent. */
  public static final class Builder {
    private final String projectId;
    private @Nullable String topic;
    private @Nullable String subscription;
    private @Nullable String deadLetterSubscription;
    private @Nullable String emulatorHost;

    private Builder(String projectId) {
      this.projectId = projectId;
    }

    public Builder topic(@Nullable String value) {
      topic = value;
      return this;
    }

    public Builder subscription(@Nullable String value) {
      subscription = value;
      return this;
    }

    public Builder deadLetterSubscription(@Nullable String value) {
      deadLetterSubscription = value;
      return this;
    }

    public Builder emulatorHost(@Nullable String value) {
      emulatorHost = value;
      return this;
    }

    public PubSubOptions build() {
      return new PubSubOptions(
          projectId, topic, subscription, deadLetterSubscription, emulatorHost);
    }
  }
}
