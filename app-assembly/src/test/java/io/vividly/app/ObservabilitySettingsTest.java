package io.vividly.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vividly.app.observe.LogFormat;
import io.vividly.app.observe.TelemetryOptions;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservabilitySettingsTest {

  @Test
  void a_laptop_has_readable_text_and_nothing_else() {
    ObservabilitySettings settings = Settings.from(Map.of()).observability();
    assertThat(settings)
        .isEqualTo(new ObservabilitySettings(LogFormat.TEXT, TelemetryOptions.none()));
  }

  @Test
  void on_cloud_run_the_log_is_json() {
    Map<String, String> cloudRun = Map.of("K_SERVICE", "push", "K_REVISION", "push-3");
    ObservabilitySettings settings = Settings.from(cloudRun).observability();
    assertThat(settings.logFormat()).isEqualTo(LogFormat.JSON);
    assertThat(settings.options().service()).isEqualTo("push");
    assertThat(settings.options().version()).isEqualTo("push-3");
    assertThat(
            Settings.from(Map.of("K_SERVICE", "push", "LOG_FORMAT", "text"))
                .observability()
                .logFormat())
        .isEqualTo(LogFormat.TEXT);
  }

  @Test
  void a_collector_gets_headers_that_are_not_printed() {
    TelemetryOptions options =
        Settings.from(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318",
                    "OTEL_EXPORTER_OTLP_HEADERS", "x-key=hidden%20one, x-other=b=c"))
            .observability()
            .options();
    assertThat(options.collector())
        .isEqualTo(
            new TelemetryOptions.Collector(
                URI.create("http://localhost:4318"),
                Map.of("x-key", "hidden one", "x-other", "b=c")));
    assertThat(options.toString()).doesNotContain("hidden");
  }

  @Test
  void all_problems_are_told_without_secrets() {
    assertThatThrownBy(
            () ->
                Settings.from(
                    Map.of(
                        "LOG_FORMAT", "xml",
                        "PORT", "9090",
                        "METRICS_PORT", "9090",
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://me:hidden@localhost",
                        "OTEL_EXPORTER_OTLP_HEADERS", "hidden")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("LOG_FORMAT")
        .hasMessageContaining("METRICS_PORT and PORT are both 9090")
        .hasMessageContaining("OTEL_EXPORTER_OTLP_PROTOCOL")
        .hasMessageContaining("OTEL_EXPORTER_OTLP_ENDPOINT")
        .hasMessageContaining("OTEL_EXPORTER_OTLP_HEADERS")
        .hasMessageNotContaining("hidden");
  }
}
