package io.vividly.app;

import io.vividly.api.ApiOptions;
import io.vividly.push.PushAuthentication;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs Vividly until the process is told to end. */
final class Service {

  private final Terminal terminal;

  Service(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether a command line does no more than to name a service. */
  static boolean isNamedBy(String[] arguments) {
    return arguments.length == 1 && Set.of("push", "serve", "api").contains(arguments[0]);
  }

  /**
   * Runs a service by its name on the command line. Blocks until SIGTERM or SIGINT, and then until
   * everything is closed.
   */
  int run(Invocation invocation, String name) throws IOException, InterruptedException {
    return switch (name) {
      case "push" -> run(invocation.settings(Vividly.Role.PUSH), Vividly.Role.PUSH);
      case "serve" -> run(invocation.settings(Vividly.Role.ALL), Vividly.Role.ALL);
      case "api" -> runApi(invocation.settings(Vividly.Role.API));
      default -> throw new IllegalArgumentException("no service: " + name);
    };
  }

  private int run(Settings settings, Vividly.Role role) throws IOException, InterruptedException {
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
    CountDownLatch closed = closedAtEnd(running);
    awaitLoaded(vividly, running);
    closed.await();
    return 0;
  }

  private int runApi(Settings settings) throws IOException, InterruptedException {
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
    closedAtEnd(running).await();
    return 0;
  }

  private static CountDownLatch closedAtEnd(Resources running) {
    CountDownLatch closed = new CountDownLatch(1);
    closeAtEnd(running, closed::countDown);
    return closed;
  }

  /** A service that could not work on any message ends, so that another is started. */
  private static void awaitLoaded(Vividly vividly, Resources running) throws IOException {
    try {
      vividly.awaitLoaded();
    } catch (IOException | RuntimeException e) {
      try (running) {
        throw e;
      }
    }
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
