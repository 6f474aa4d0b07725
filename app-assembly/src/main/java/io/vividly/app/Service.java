package io.vividly.app;

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
    CountDownLatch closed = new CountDownLatch(1);
    Vividly vividly =
        Vividly.start(settings, role, List.of(), step -> terminal.out().println(step + " ..."));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  vividly.close();
                  closed.countDown();
                },
                "vividly-shutdown"));
    terminal.out().println(callers(settings.pushAuthentication()));
    terminal.out().println("Vividly takes push messages at " + vividly.pushUrl());
    closed.await();
    return 0;
  }

  private static String callers(@Nullable PushAuthentication expected) {
    return expected == null
        ? "Anybody may deliver: PUSH_AUDIENCE and PUSH_SERVICE_ACCOUNT are not set"
        : "Only " + expected.serviceAccount() + " may deliver";
  }
}
