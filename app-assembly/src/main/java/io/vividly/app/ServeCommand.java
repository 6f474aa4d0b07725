package io.vividly.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** All in one process. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs all in one: the push service, and the relay that brings it what is queued.")
final class ServeCommand implements Callable<Integer> {

  private final Terminal terminal;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new Service(terminal).run(Settings.from(System.getenv()), Vividly.Role.ALL);
  }
}
