package io.vividly.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The push service alone. */
@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = "Runs the push service alone: POST /push takes Pub/Sub messages.")
final class PushCommand implements Callable<Integer> {

  private final Terminal terminal;

  PushCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new Service(terminal).run(Settings.from(System.getenv()), Vividly.Role.PUSH);
  }
}
