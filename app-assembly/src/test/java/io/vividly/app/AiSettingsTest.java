package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.app.AiSettings.Choice;
import io.vividly.app.AiSettings.Provider;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AiSettingsTest {

  @Test
  void without_variables_all_is_done_here_and_nobody_stands_in() {
    AiSettings ai = read(Map.of());

    assertThat(ai.understanding()).isEqualTo(new Choice(Provider.LOCAL, null));
    assertThat(ai.script()).isEqualTo(new Choice(Provider.LOCAL, null));
    assertThat(ai.speech()).isEqualTo(new Choice(Provider.LOCAL, null));
    assertThat(ai.embeddings()).isEqualTo(Provider.LOCAL);
    assertThat(ai.bucket()).isNull();
    assertThat(ai.uses(Provider.GCP)).isFalse();
  }

  @Test
  void one_variable_moves_all_of_it_to_google() {
    AiSettings ai = read(Map.of("AI_PROVIDER", "gcp", "GCP_PROJECT_ID", "school-1"));

    assertThat(ai.understanding()).isEqualTo(new Choice(Provider.GCP, null));
    assertThat(ai.uses(Provider.LOCAL)).isFalse();
    assertThat(ai.gemini().projectId()).isEqualTo("school-1");
    assertThat(ai.gemini().location()).isEqualTo("us-central1");
  }

  @Test
  void a_team_can_mix() {
    AiSettings ai =
        read(
            Map.of(
                "AI_PROVIDER", "gcp",
                "TTS_PROVIDER", "local",
                "SCRIPT_FALLBACK", "local",
                "GEMINI_API_KEY", "key",
                "GEMINI_MODEL", "gemini-2.5-flash",
                "SCRIPT_MODEL", "gemini-2.5-pro"));

    assertThat(ai.speech()).isEqualTo(new Choice(Provider.LOCAL, null));
    assertThat(ai.script()).isEqualTo(new Choice(Provider.GCP, Provider.LOCAL));
    assertThat(ai.gemini().understandingModel()).isEqualTo("gemini-2.5-flash");
    assertThat(ai.gemini().scriptModel()).isEqualTo("gemini-2.5-pro");
  }

  @Test
  void services_at_other_places_need_no_account() {
    AiSettings ai =
        read(
            Map.of(
                "AI_PROVIDER", "gcp",
                "GEMINI_ENDPOINT", "http://localhost:9001",
                "TTS_ENDPOINT", "localhost:9002",
                "GCS_ENDPOINT", "http://localhost:9003"));

    assertThat(ai.endpoints().gemini()).isEqualTo(URI.create("http://localhost:9001"));
    assertThat(ai.endpoints().speech()).isEqualTo("localhost:9002");
  }

  @Test
  void every_problem_is_told_at_once_and_no_key_is() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "AI_PROVIDER", "aws",
                        "SCRIPT_PROVIDER", "gcp",
                        "TTS_FALLBACK", "local",
                        "GEMINI_ENDPOINT", "localhost:9001",
                        "TTS_ENDPOINT", "http://localhost",
                        "TTS_VOICE", "Bob!",
                        "SCRIPT_TEMPERATURE", "7",
                        "GCS_GENERATED_CONTENT_BUCKET", "gs://bucket")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "AI_PROVIDER must be local or gcp",
            "TTS_FALLBACK=local is who does that work anyway",
            "GEMINI_ENDPOINT must",
            "TTS_ENDPOINT must",
            "TTS_VOICE must",
            "SCRIPT_TEMPERATURE must",
            "GCS_GENERATED_CONTENT_BUCKET must",
            "Gemini needs GCP_PROJECT_ID");
    assertThat(read(Map.of("GEMINI_API_KEY", "hunter2-secret")))
        .asString()
        .doesNotContain("hunter2");
  }

  private static AiSettings read(Map<String, String> variables) {
    return Settings.from(variables).ai();
  }
}
