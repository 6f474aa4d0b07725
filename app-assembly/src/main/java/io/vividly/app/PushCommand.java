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

  private final Invocation invocation;

  PushCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new Service(invocation.terminal()).run(invocation.settings(), Vividly.Role.PUSH);
  }
}
