package io.vividly.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "vividly",
    mixinStandardHelpOptions = true,
    version = "Vividly 0.1.0",
    description = "Answers a student's question with a short narrated video.",
    subcommands = {DemoCommand.class, PushCommand.class, ServeCommand.class},
    footer = {
      "",
      "Environment: VIVIDLY_HOME (~/.vividly) holds the data; PORT, DATABASE_URL, ENVIRONMENT and",
      "more are described in docs/configuration.md."
    })
final class Main implements Runnable {

  /** The exit code of settings that cannot be worked with (EX_CONFIG of sysexits.h). */
  private static final int BAD_SETTINGS = 78;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(execute(new Invocation(Terminal.ofProcess(), System.getenv()), arguments));
  }

  /** Returns the exit code. */
  static int execute(Invocation invocation, String... arguments) {
    Terminal terminal = invocation.terminal();
    return new CommandLine(new Main(), new CommandFactory(invocation))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(terminal.out(), true))
        .setErr(new PrintWriter(terminal.err(), true))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(invocation, e))
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }

  private static int failed(Invocation invocation, Exception e) {
    PrintStream err = invocation.terminal().err();
    if (e instanceof SettingsException) {
      err.println(e.getMessage());
      return BAD_SETTINGS;
    }
    err.println("vividly: " + (e.getMessage() == null ? e : e.getMessage()));
    if (invocation.isDebugging()) {
      e.printStackTrace(err);
    } else {
      err.println("Set VIVIDLY_DEBUG=1 to see where it happened.");
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Hands the terminal to the commands that print. */
  private record CommandFactory(Invocation invocation) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == DemoCommand.class) {
        return type.cast(new DemoCommand(invocation));
      }
      if (type == PushCommand.class) {
        return type.cast(new PushCommand(invocation));
      }
      if (type == ServeCommand.class) {
        return type.cast(new ServeCommand(invocation));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
