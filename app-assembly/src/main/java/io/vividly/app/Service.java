package io.vividly.app;

import io.vividly.api.ApiOptions;
import io.vividly.push.PushAuthentication;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs Vividly until the process is told to end. */
final class Service {

  private final Terminal terminal;

  Service(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Blocks until SIGTERM or SIGINT, and then until everything is closed. */
  int run(Settings settings, Vividly.Role role) throws IOException, InterruptedException {
    // Before the work of starting, so that what is wrong with it is told at once.
    ApiOptions api = role == Vividly.Role.ALL ? ApiService.optionsBeside(settings) : null;
    Resources running = new Resources();
    Vividly vividly =
        running.add(
            Vividly.start(
                settings, role, List.of(), step -> terminal.out().println(step + " ...")));
    if (api != null) {
      tellApi(startApi(api, vividly, running));
    }
    terminal.out().println(callers(settings.pushAuthentication()));
    terminal.out().println("Vividly takes push messages at " + vividly.pushUrl());
    if (vividly.metricsPort() != null) {
      terminal
          .out()
          .println("Metrics are at http://localhost:" + vividly.metricsPort() + "/metrics");
    }
    return awaitEnd(running);
  }

  /** As {@link #run}, for the API alone. */
  int runApi(Settings settings) throws IOException, InterruptedException {
    Resources running = new Resources();
    terminal.out().println("Starting the database ...");
    tellApi(running.add(ApiService.start(settings)));
    return awaitEnd(running);
  }

  /** Closes what runs already if this cannot be started. */
  private static ApiService startApi(ApiOptions options, Vividly vividly, Resources running) {
    try {
      return running.add(vividly.startApi(options));
    } catch (RuntimeException e) {
      try (running) {
        throw e;
      }
    }
  }

  private void tellApi(ApiService api) {
    terminal.out().println("Students ask at " + api.url() + " or through the API below it");
    terminal.out().println("A token for one: ./vividly token --student ID");
  }

  /** Blocks until SIGTERM or SIGINT, and then until everything is closed. */
  static int awaitEnd(Resources running) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    closeAtEnd(running, closed::countDown);
    closed.await();
    return 0;
  }

  /** Has something closed when the process is told to end. */
  static void closeAtEnd(AutoCloseable running, Runnable closed) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    running.close();
                  } catch (Exception e) {
                    throw new IllegalStateException("could not end in good order", e);
                  } finally {
                    closed.run();
                  }
                },
                "vividly-shutdown"));
  }

  private static String callers(@Nullable PushAuthentication expected) {
    return expected == null
        ? "Anybody may deliver: PUSH_AUDIENCE and PUSH_SERVICE_ACCOUNT are not set"
        : "Only " + expected.serviceAccount() + " may deliver";
  }
}
