package io.vividly.app;

import io.vividly.app.observe.Telemetry;
import io.vividly.postgres.NewerSchemaException;
import io.vividly.postgres.PostgresStorage;
import io.vividly.pubsub.PubSubException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;
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
    footer = {
      "",
      "Data is kept in VIVIDLY_HOME (~/.vividly). This and the other environment",
      "variables, as PORT and DATABASE_URL, are described in docs/configuration.md."
    })
final class Main implements Runnable {

  /** The exit code of settings that cannot be worked with (EX_CONFIG of sysexits.h). */
  private static final int BAD_SETTINGS = 78;

  private static final int FAILED = 1;

  private static final int RELAY_CONNECTIONS = 20;

  private final Invocation invocation;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private Main(Invocation invocation) {
    this.invocation = invocation;
  }

  public static void main(String[] arguments) {
    // Google's libraries log by java.util.logging, which would print by itself.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Invocation invocation = new Invocation(Terminal.ofProcess(), System.getenv());
    System.exit(
        Service.isNamedBy(arguments)
            ? runService(invocation, arguments[0])
            : execute(invocation, arguments));
  }

  /** Past picocli, whose classes are of a format that no AOT cache takes. */
  private static int runService(Invocation invocation, String name) {
    try {
      return new Service(invocation.terminal()).run(invocation, name);
    } catch (Exception e) {
      return failed(invocation, e);
    }
  }

  /** Returns the exit code. */
  static int execute(Invocation invocation, String... arguments) {
    Terminal terminal = invocation.terminal();
    CommandLine commands =
        new CommandLine(new Main(invocation))
            .addSubcommand(new DemoCommand(invocation))
            .addSubcommand(new TokenCommand(invocation))
            .addSubcommand(new DlqCommand(invocation))
            .addSubcommand(new PullCommand(invocation))
            .addSubcommand(new StatusCommand(invocation))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(terminal.out(), true))
            .setErr(new PrintWriter(terminal.err(), true))
            .setExecutionExceptionHandler((e, command, parsed) -> failed(invocation, e));
    CommandLine.IParameterExceptionHandler otherwise = commands.getParameterExceptionHandler();
    return commands
        .setParameterExceptionHandler((e, given) -> wrongUse(e, given, otherwise))
        .execute(arguments);
  }

  /** Of a word that is no command says which one may be meant. */
  private static int wrongUse(
      ParameterException e, String[] given, CommandLine.IParameterExceptionHandler otherwise)
      throws Exception {
    CommandLine commands = e.getCommandLine();
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && commands.getParent() == null) {
      String typed = unmatched.getUnmatched().get(0);
      Optional<String> meant = Mistyped.meant(typed, commands.getSubcommands().keySet());
      String guess = meant.map(command -> " Did you mean: vividly " + command + "?").orElse("");
      commands.getErr().println("vividly: There is no '" + typed + "'." + guess);
      if (meant.isEmpty()) {
        commands.usage(commands.getErr());
      }
      return CommandLine.ExitCode.USAGE;
    }
    return otherwise.handleParseException(e, given);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Runs the push service alone: POST /push takes Pub/Sub messages.")
  int push() throws IOException, InterruptedException {
    return new Service(invocation.terminal()).run(invocation, "push");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Runs all in one: the API, the relay that takes from it what is queued, and the push"
              + " service to which it brings that.")
  int serve() throws IOException, InterruptedException {
    return new Service(invocation.terminal()).run(invocation, "serve");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Publishes what is queued to PUBSUB_TOPIC, and does nothing else.")
  int relay() throws IOException, InterruptedException {
    Settings settings = invocation.settings(Vividly.Role.RELAY);
    Resources resources = new Resources();
    try (resources) {
      PostgresStorage storage =
          Database.open(settings, RELAY_CONNECTIONS, "vividly-relay", resources);
      Telemetry telemetry = Observers.telemetry(settings, storage, resources);
      Relay.toTopic(
          settings, storage, Observers.of(storage, telemetry, List.of()), telemetry, resources);
      invocation.terminal().out().println("Vividly publishes to " + settings.pubSub().topic());
      return Service.awaitEnd(resources);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Runs the API alone: students ask, follow and watch; others do the work.")
  int api() throws IOException, InterruptedException {
    return new Service(invocation.terminal()).run(invocation, "api");
  }

  private static int failed(Invocation invocation, Exception e) {
    PrintStream err = invocation.terminal().err();
    if (e instanceof SettingsException) {
      err.println(e.getMessage());
      return BAD_SETTINGS;
    }
    if (e instanceof PubSubException problem && problem.isConfiguration()) {
      err.println("vividly: " + e.getMessage());
      return BAD_SETTINGS;
    }
    if (e instanceof NewerSchemaException) {
      err.println("vividly: " + e.getMessage());
      return BAD_SETTINGS;
    }
    Optional<String> fullDisk = FullDisk.explanation(invocation.home(), e);
    if (fullDisk.isPresent() || e instanceof PortTakenException) {
      err.println("vividly: " + fullDisk.orElse(e.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
    err.println("vividly: " + (e.getMessage() == null ? e : e.getMessage()));
    if (invocation.isDebugging()) {
      e.printStackTrace(err);
    } else {
      err.println("Set VIVIDLY_DEBUG=1 to see where it happened.");
    }
    return FAILED;
  }
}
