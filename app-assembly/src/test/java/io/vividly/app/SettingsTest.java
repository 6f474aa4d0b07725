package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.core.model.Environment;
import java.nio.file.Path;
import java.time.Duration;
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
                        "PUSH_ACKNOWLEDGE_REJECTED", "yes")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("PORT", "ENVIRONMENT", "PUSH_SLOTS", "PUSH_ACKNOWLEDGE_REJECTED");
  }

  @Test
  void production_does_not_fall_back_to_the_embedded_database() {
    assertThatThrownBy(() -> Settings.from(Map.of("ENVIRONMENT", "prod")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("DATABASE_URL");
  }

  @Test
  void the_password_of_the_database_is_never_printed() {
    Settings settings =
        Settings.from(
            Map.of("ENVIRONMENT", "prod", "DATABASE_URL", "postgresql://u:hush-hush@host/db"));
    assertThat(settings.toString()).doesNotContain("hush");
    assertThatThrownBy(
            () ->
                Settings.from(
                    Map.of("PORT", "x", "DATABASE_URL", "postgresql://u:hush-hush@host/db")))
        .message()
        .doesNotContain("hush");
  }
}
