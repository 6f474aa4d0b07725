package io.vividly.app;

import io.vividly.api.ApiOptions;
import io.vividly.api.ApiPorts;
import io.vividly.api.ApiServer;
import io.vividly.app.observe.Telemetry;
import io.vividly.core.port.MediaStore;
import io.vividly.postgres.PostgresStorage;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** The API, wired and running; alone in its process or beside the push service. */
final class ApiService implements AutoCloseable {

  /** Those that answer calls, and those that follow requests for others. */
  static final int CONNECTIONS = 8;

  private final Resources resources;
  private final ApiServer server;

  private ApiService(Resources resources, ApiServer server) {
    this.resources = resources;
    this.server = server;
  }

  /** Starts everything that the API needs, and the API on the port of the process. */
  static ApiService start(Settings settings) throws IOException {
    Resources resources = new Resources();
    try {
      HomeFolder.requireWritable(settings.home());
      // Before the database, which takes its time to say that something else is wrong.
      ApiOptions options = options(settings, settings.port());
      PostgresStorage storage = Database.open(settings, CONNECTIONS, "vividly-api", resources);
      Telemetry telemetry = Observers.telemetry(settings, storage, resources);
      return start("PORT", options, storage, Engine.media(settings), telemetry, resources);
    } catch (IOException | RuntimeException e) {
      try (resources) {
        throw e;
      }
    }
  }

  /** Starts the API on a port of its own, on what is there already. */
  static ApiService beside(
      ApiOptions options, PostgresStorage storage, MediaStore media, Telemetry telemetry) {
    return start("API_PORT", options, storage, media, telemetry, new Resources());
  }

  /** With a port of its own, for a process that has another service as well. */
  static ApiOptions optionsBeside(Settings settings) throws IOException {
    return options(settings, settings.api().port());
  }

  private static ApiService start(
      String portVariable,
      ApiOptions options,
      PostgresStorage storage,
      MediaStore media,
      Telemetry telemetry,
      Resources resources) {
    ApiServer server =
        resources.add(
            new ApiServer(
                new ApiPorts(
                    storage.requestDesk(),
                    storage.requestEvents(),
                    media,
                    () -> storage.isReady() ? List.of() : List.of("database")),
                options.observedBy(
                    (name, traceparent) -> telemetry.begin(name, traceparent)::close)));
    Listening.on(portVariable, options.port(), server::start);
    return new ApiService(resources, server);
  }

  private static ApiOptions options(Settings settings, int port) throws IOException {
    return ApiOptions.builder(SecretKeyFile.key(settings))
        .port(port)
        .requestsPerMinute(settings.api().requestsPerMinute())
        .environment(settings.environment())
        .build();
  }

  /** Where the page is, and the API below it. */
  URI url() {
    return URI.create("http://localhost:" + server.port() + "/");
  }

  @Override
  public void close() {
    resources.close();
  }
}
