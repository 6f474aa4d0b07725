package io.vividly.app.observe;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told to whom.
 *
 * @param service names this program to those who collect
 * @param version of it, if known
 * @param project of Google Cloud, if known
 * @param metricsPort where {@code GET /metrics} is answered; 0 takes a free one, null means nowhere
 * @param collector gets spans; null means that none are made
 */
public record TelemetryOptions(
    String service,
    @Nullable String version,
    @Nullable String project,
    @Nullable Integer metricsPort,
    @Nullable Collector collector) {

  /** Nothing is told. */
  public static TelemetryOptions none() {
    return new TelemetryOptions("vividly", null, null, null, null);
  }

  /**
   * A collector that speaks OTLP over HTTP.
   *
   * @param endpoint without the path, as in {@code http://localhost:4318}
   * @param headers sent along, which may hold secrets
   */
  public record Collector(URI endpoint, Map<String, String> headers) {
    public Collector {
      headers = Map.copyOf(headers);
    }

    /** Leaves out the headers. */
    @Override
    public String toString() {
      return "Collector[endpoint=" + endpoint + "]";
    }
  }
}
