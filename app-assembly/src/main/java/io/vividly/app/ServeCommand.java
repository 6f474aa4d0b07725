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

  private final Invocation invocation;

  ServeCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new Service(invocation.terminal()).run(invocation.settings(), Vividly.Role.ALL);
  }
}
