package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Environment;
import io.vividly.pubsub.PullOptions;
import io.vividly.push.PushAuthentication;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void without_variables_there_is_a_default_for_everything() {
    Settings settings = Settings.from(Map.of());
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.databaseUrl()).isNull();
    assertThat(settings.environment()).isEqualTo(Environment.DEV);
    assertThat(settings.ackDeadline()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.acknowledgeRejected()).isFalse();
    assertThat(settings.home().getFileName()).isEqualTo(Path.of(".vividly"));
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThatThrownBy(
            () ->
                Settings.from(
                    Map.of(
                        "PORT", "http",
                        "ENVIRONMENT", "production",
                        "PUSH_SLOTS", "0",
                        "PUSH_AUDIENCE", "https://example.com/push",
                        "PUSH_ALLOW_UNAUTHENTICATED", "perhaps",
                        "PUSH_ACKNOWLEDGE_REJECTED", "yes")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "PORT",
            "ENVIRONMENT must",
            "PUSH_SLOTS",
            "PUSH_ACKNOWLEDGE_REJECTED",
            "PUSH_SERVICE_ACCOUNT is missing",
            "PUSH_ALLOW_UNAUTHENTICATED must");
  }

  @Test
  void a_secret_key_that_is_too_short_is_told_and_never_printed() {
    assertThatThrownBy(() -> Settings.from(Map.of("SECRET_KEY", "hunter2", "API_RATE_LIMIT", "1")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("SECRET_KEY must have at least 32 bytes", "API_RATE_LIMIT")
        .hasMessageNotContaining("hunter2");
    String key = "0123456789abcdef0123456789abcdef";
    Settings settings = Settings.from(Map.of("SECRET_KEY", key));
    assertThat(settings.api().secretKey()).isEqualTo(key);
    assertThat(settings + " " + settings.api()).doesNotContain(key);
  }

  @Test
  void production_does_not_fall_back_to_the_embedded_database() {
    assertThatThrownBy(() -> Settings.from(Map.of("ENVIRONMENT", "prod")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("DATABASE_URL");
  }

  @Test
  void production_does_not_let_everybody_deliver_because_a_variable_was_forgotten() {
    Map<String, String> prod =
        Map.of("ENVIRONMENT", "prod", "DATABASE_URL", "postgresql://u:p@host/db");
    assertThatThrownBy(() -> Settings.from(prod))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "PUSH_AUDIENCE", "PUSH_SERVICE_ACCOUNT", "PUSH_ALLOW_UNAUTHENTICATED=true");
    assertThatThrownBy(() -> Settings.from(with(prod, "PUSH_ALLOW_UNAUTHENTICATED", "false")))
        .isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> Settings.from(with(prod, "PUSH_AUDIENCE", "  ")))
        .isInstanceOf(SettingsException.class);

    Settings said = Settings.from(with(prod, "PUSH_ALLOW_UNAUTHENTICATED", "true"));
    assertThat(said.pushAuthentication()).isNull();
  }

  @Test
  void who_may_deliver_is_said_in_full_or_not_at_all() {
    assertThat(Settings.from(Map.of()).pushAuthentication()).isNull();
    Map<String, String> audience = Map.of("PUSH_AUDIENCE", "https://example.com/push");
    assertThatThrownBy(() -> Settings.from(audience))
        .hasMessageContaining("PUSH_SERVICE_ACCOUNT is missing");
    assertThatThrownBy(() -> Settings.from(Map.of("PUSH_SERVICE_ACCOUNT", "pusher@example.com")))
        .hasMessageContaining("PUSH_AUDIENCE is missing");
    assertThatThrownBy(() -> Settings.from(with(audience, "PUSH_SERVICE_ACCOUNT", "pusher")))
        .hasMessageContaining("must be an e-mail address");

    Map<String, String> both = with(audience, "PUSH_SERVICE_ACCOUNT", "pusher@example.com");
    assertThat(Settings.from(both).withPort(1).pushAuthentication())
        .isEqualTo(PushAuthentication.google("https://example.com/push", "pusher@example.com"));
    assertThatThrownBy(() -> Settings.from(with(both, "PUSH_ALLOW_UNAUTHENTICATED", "true")))
        .hasMessageContaining("contradicts");
  }

  @Test
  void the_keys_of_tokens_may_be_elsewhere() {
    Map<String, String> callers =
        Map.of("PUSH_AUDIENCE", "https://example.com", "PUSH_SERVICE_ACCOUNT", "p@example.com");
    assertThat(
            Settings.from(with(callers, "PUSH_KEYS_URL", "http://localhost:1/keys"))
                .pushAuthentication())
        .isEqualTo(
            PushAuthentication.google("https://example.com", "p@example.com")
                .withKeysUrl(URI.create("http://localhost:1/keys")));
    for (String wrong : List.of("localhost:1", "ftp://localhost/keys", "//localhost", "https:")) {
      assertThatThrownBy(() -> Settings.from(with(callers, "PUSH_KEYS_URL", wrong)))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("PUSH_KEYS_URL must be an http or https address");
    }
    assertThatThrownBy(() -> Settings.from(Map.of("PUSH_KEYS_URL", "http://localhost:1/keys")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("PUSH_KEYS_URL is for tokens");
  }

  @Test
  void the_password_of_the_database_is_never_printed() {
    Settings settings = Settings.from(Map.of("DATABASE_URL", "postgresql://u:hush-hush@host/db"));
    assertThat(settings.toString()).doesNotContain("hush");
    assertThatThrownBy(
            () ->
                Settings.from(
                    Map.of("PORT", "x", "DATABASE_URL", "postgresql://u:hush-hush@host/db")))
        .message()
        .doesNotContain("hush");
  }

  private static Map<String, String> with(Map<String, String> before, String name, String value) {
    Map<String, String> result = new HashMap<>(before);
    result.put(name, value);
    return result;
  }

  @Test
  void a_pull_worker_needs_a_project_and_nothing_that_only_push_needs() {
    Map<String, String> prod =
        Map.of("ENVIRONMENT", "prod", "DATABASE_URL", "postgresql://u:p@host/db");
    assertThatThrownBy(() -> Settings.from(prod, Vividly.Role.PULL))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("GCP_PROJECT_ID is missing")
        .hasMessageNotContaining("PUSH_AUDIENCE");

    PubSubSettings pubSub =
        Settings.from(with(prod, "GCP_PROJECT_ID", "school"), Vividly.Role.PULL).pubSub();
    assertThat(pubSub.subscription()).isEqualTo("content-generation-worker-sub");
    assertThat(pubSub.healthPort()).isNull();
    assertThat(pubSub.pullOptions(true).job())
        .isEqualTo(new PullOptions.Job(Duration.ofSeconds(60), Duration.ofSeconds(300)));
    assertThat(pubSub.pullOptions(false).job()).isNull();
  }

  @Test
  void all_that_is_wrong_about_pubsub_is_told_at_once() {
    Map<String, String> wrong =
        Map.of(
            "PUBSUB_TOPIC", "projects/x/subscriptions/y",
            "PUBSUB_SUBSCRIPTION", "a b",
            "PUBSUB_EMULATOR_HOST", "http://localhost:8085",
            "PULL_SLOTS", "0",
            "WORKER_MAX_RUNTIME", "5m",
            "HEALTH_CHECK_PORT", "99999");
    assertThatThrownBy(() -> Settings.from(wrong, Vividly.Role.PULL))
        .hasMessageContainingAll(wrong.keySet().toArray(String[]::new))
        .hasMessageContaining("GCP_PROJECT_ID is missing");
  }

  @Test
  void who_relays_needs_a_topic_and_a_topic_needs_a_project() {
    assertThatThrownBy(() -> Settings.from(Map.of(), Vividly.Role.RELAY))
        .hasMessageContainingAll("PUBSUB_TOPIC is missing", "GCP_PROJECT_ID is missing");
    Map<String, String> topic = Map.of("PUBSUB_TOPIC", "content-generation-requests");
    assertThatThrownBy(() -> Settings.from(topic, Vividly.Role.ALL))
        .hasMessageContaining("GCP_PROJECT_ID is missing");
    assertThat(Settings.from(topic, Vividly.Role.PUSH).pubSub().topic())
        .isEqualTo("content-generation-requests");
    assertThat(
            Settings.from(with(topic, "GCP_PROJECT_ID", "school")).withoutTopic().pubSub().topic())
        .isNull();
  }
}
