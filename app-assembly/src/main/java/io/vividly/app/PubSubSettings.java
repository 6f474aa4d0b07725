package io.vividly.app;

import io.vividly.pubsub.PubSubOptions;
import io.vividly.pubsub.PullOptions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the environment variables say about Pub/Sub and the pull worker.
 *
 * @param projectId null where nothing needs one
 * @param topic null where this process delivers what is queued to itself
 * @param subscription from which messages are pulled
 * @param deadLetterSubscription of messages that failed too often
 * @param emulatorHost {@code host:port} of an emulator, null for Google's service
 * @param slots how many pulled messages are worked on at the same time
 * @param idle after how long without a message a job ends
 * @param maxRuntime after how long a job ends in any case
 * @param healthPort where the worker tells how it is; null for nowhere
 */
record PubSubSettings(
    @Nullable String projectId,
    @Nullable String topic,
    String subscription,
    @Nullable String deadLetterSubscription,
    @Nullable String emulatorHost,
    int slots,
    Duration idle,
    Duration maxRuntime,
    @Nullable Integer healthPort) {

  private static final String DEFAULT_SUBSCRIPTION = "content-generation-worker-sub";
  private static final int DEFAULT_IDLE_SECONDS = 60;
  private static final int DEFAULT_RUNTIME_SECONDS = 300;
  private static final int MAX_SECONDS = 24 * 60 * 60;

  private static final Pattern PROJECT = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9.:-]*");
  static final Pattern HOST = Pattern.compile("[^\\s/:]+:\\d{1,5}");
  private static final Pattern TOPIC = name("topics");
  private static final Pattern SUBSCRIPTION = name("subscriptions");

  static PubSubSettings read(Settings.Reader reader, Vividly.Role role) {
    String subscription = subscription(reader, "PUBSUB_SUBSCRIPTION");
    PubSubSettings settings =
        new PubSubSettings(
            reader.text("GCP_PROJECT_ID", PROJECT, "the id of a project of Google Cloud"),
            reader.text("PUBSUB_TOPIC", TOPIC, "a topic's id, or projects/P/topics/T"),
            subscription == null ? DEFAULT_SUBSCRIPTION : subscription,
            subscription(reader, "PUBSUB_DEAD_LETTER_SUBSCRIPTION"),
            reader.text("PUBSUB_EMULATOR_HOST", HOST, "host:port"),
            reader.number("PULL_SLOTS", Settings.DEFAULT_SLOTS, 1, Settings.MAX_THREADS),
            seconds(reader, "WORKER_IDLE_TIMEOUT", DEFAULT_IDLE_SECONDS),
            seconds(reader, "WORKER_MAX_RUNTIME", DEFAULT_RUNTIME_SECONDS),
            reader.text("HEALTH_CHECK_PORT") == null
                ? null
                : reader.number("HEALTH_CHECK_PORT", 0, 0, Settings.MAX_PORT));
    settings.check(reader, role);
    return settings;
  }

  PubSubSettings withoutTopic() {
    return new PubSubSettings(
        projectId,
        null,
        subscription,
        deadLetterSubscription,
        emulatorHost,
        slots,
        idle,
        maxRuntime,
        healthPort);
  }

  /**
   * With the subscription of the dead letters in place of the other.
   *
   * @throws SettingsException if there is none
   */
  PubSubSettings forDeadLetters() {
    if (deadLetterSubscription == null) {
      throw new SettingsException(
          List.of(
              "PUBSUB_DEAD_LETTER_SUBSCRIPTION is missing. It is the subscription of the"
                  + " dead-letter topic."));
    }
    return new PubSubSettings(
        projectId,
        topic,
        deadLetterSubscription,
        deadLetterSubscription,
        emulatorHost,
        slots,
        idle,
        maxRuntime,
        healthPort);
  }

  /**
   * Where dead letters are looked at, and where they are published again.
   *
   * @throws SettingsException if one of the two is not set
   */
  PubSubOptions wayBack() {
    PubSubSettings settings = forDeadLetters();
    if (topic == null) {
      throw new SettingsException(
          List.of("PUBSUB_TOPIC is missing. It is where dead letters are published again."));
    }
    return settings.options();
  }

  /** To be asked for only where a topic or a subscription is used. */
  PubSubOptions options() {
    return PubSubOptions.builder(String.valueOf(projectId))
        .topic(topic)
        .subscription(subscription)
        .deadLetterSubscription(deadLetterSubscription)
        .emulatorHost(emulatorHost)
        .build();
  }

  PullOptions pullOptions(boolean job) {
    return job
        ? PullOptions.job(slots, new PullOptions.Job(idle, maxRuntime))
        : PullOptions.service(slots);
  }

  private void check(Settings.Reader reader, Vividly.Role role) {
    if (role == Vividly.Role.RELAY && topic == null) {
      reader.problem(
          "PUBSUB_TOPIC is missing. Without a topic there is nothing to relay to; vividly serve"
              + " delivers what is queued by itself.");
    }
    if (projectId == null && needsProject(role)) {
      reader.problem(
          "GCP_PROJECT_ID is missing. It is the project of the topic and subscriptions.");
    }
  }

  private boolean needsProject(Vividly.Role role) {
    return switch (role) {
      case PULL, RELAY -> true;
      case ALL -> topic != null;
      case PUSH, API -> false;
    };
  }

  private static @Nullable String subscription(Settings.Reader reader, String variable) {
    return reader.text(
        variable, SUBSCRIPTION, "a subscription's id, or projects/P/subscriptions/S");
  }

  private static Duration seconds(Settings.Reader reader, String variable, int otherwise) {
    return Duration.ofSeconds(reader.number(variable, otherwise, 1, MAX_SECONDS));
  }

  /** What Pub/Sub takes for a name, in full or alone. */
  private static Pattern name(String collection) {
    return Pattern.compile("(projects/[^/\\s]+/" + collection + "/)?[a-zA-Z][\\w.~+%-]{2,254}");
  }
}
