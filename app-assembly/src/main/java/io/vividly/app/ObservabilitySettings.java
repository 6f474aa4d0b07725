package io.vividly.app;

import io.vividly.app.observe.LogFormat;
import io.vividly.app.observe.TelemetryOptions;
import io.vividly.app.observe.TelemetryOptions.Collector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the environment variables say about the log, traces and metrics.
 *
 * @param options what is told to whom
 */
record ObservabilitySettings(LogFormat logFormat, TelemetryOptions options) {

  private static final String PROTOCOL = "http/protobuf";

  /** A name as HTTP has it, and a value without control characters. */
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+=\\P{Cntrl}+");

  static ObservabilitySettings from(Settings.Reader reader, @Nullable String project) {
    String cloudRun = reader.text("K_SERVICE");
    String service = reader.text("OTEL_SERVICE_NAME");
    if (service == null) {
      service = cloudRun == null ? "vividly" : cloudRun;
    }
    return new ObservabilitySettings(
        logFormat(reader, cloudRun != null),
        new TelemetryOptions(
            service, reader.text("K_REVISION"), project, metricsPort(reader), collector(reader)));
  }

  /** Has the log of this process written as the settings say. */
  void applyToLog() {
    logFormat.apply(new LogFormat.Origin(options.project(), options.service(), options.version()));
  }

  private static LogFormat logFormat(Settings.Reader reader, boolean onCloudRun) {
    String format = reader.text("LOG_FORMAT");
    if (format == null) {
      return onCloudRun ? LogFormat.JSON : LogFormat.TEXT;
    }
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "json" -> LogFormat.JSON;
      case "text" -> LogFormat.TEXT;
      default -> {
        reader.problem("LOG_FORMAT must be json or text, not \"" + format + "\".");
        yield LogFormat.TEXT;
      }
    };
  }

  private static @Nullable Integer metricsPort(Settings.Reader reader) {
    String value = reader.text("METRICS_PORT");
    if (value == null) {
      return null;
    }
    int port = reader.port("METRICS_PORT", 0);
    for (String other : new String[] {"PORT", "API_PORT", "HEALTH_CHECK_PORT"}) {
      if (port != 0 && value.equals(reader.text(other))) {
        reader.problem("METRICS_PORT and " + other + " are both " + port + ".");
      }
    }
    return port;
  }

  private static @Nullable Collector collector(Settings.Reader reader) {
    String protocol = reader.text("OTEL_EXPORTER_OTLP_PROTOCOL");
    if (protocol != null && !protocol.equals(PROTOCOL)) {
      reader.problem(
          "OTEL_EXPORTER_OTLP_PROTOCOL must be " + PROTOCOL + ", not \"" + protocol + "\".");
    }
    String endpoint = reader.text("OTEL_EXPORTER_OTLP_ENDPOINT");
    Map<String, String> headers = headers(reader);
    URI uri = endpoint == null ? null : http(endpoint);
    if (endpoint != null && uri == null) {
      // Not quoted: it may hold a password.
      reader.problem(
          "OTEL_EXPORTER_OTLP_ENDPOINT must be a URL as http://localhost:4318, without user and"
              + " query.");
    }
    return uri == null ? null : new Collector(uri, headers);
  }

  private static @Nullable URI http(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null
          ? uri
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static Map<String, String> headers(Settings.Reader reader) {
    Map<String, String> headers = new LinkedHashMap<>();
    String text = reader.text("OTEL_EXPORTER_OTLP_HEADERS");
    if (text == null) {
      return headers;
    }
    for (String header : text.split(",")) {
      String pair = header.strip();
      if (!HEADER.matcher(pair).matches()) {
        // Not quoted: headers hold secrets.
        reader.problem("OTEL_EXPORTER_OTLP_HEADERS must be name=value,name=value.");
        return headers;
      }
      int equals = pair.indexOf('=');
      headers.put(pair.substring(0, equals), decoded(pair.substring(equals + 1), reader));
    }
    return headers;
  }

  private static String decoded(String value, Settings.Reader reader) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      reader.problem("OTEL_EXPORTER_OTLP_HEADERS has a value that is not percent-encoded well.");
      return "";
    }
  }
}
