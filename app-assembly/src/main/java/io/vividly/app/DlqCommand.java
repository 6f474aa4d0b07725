package io.vividly.app;

import io.vividly.core.model.RequestId;
import io.vividly.core.port.RejectedMessageArchive;
import io.vividly.postgres.PostgresStorage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what was given up, and brings it back once the cause is mended. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = "Shows rejected messages, and replays them and failed requests.")
final class DlqCommand implements Runnable {

  private static final int DONE = 0;
  private static final int NOT_DONE = 1;
  private static final int CONNECTIONS = 2;

  private final Invocation invocation;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  DlqCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public void run() {
    throw wrongUse("Say what to do: list, show or replay.");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists the rejected messages that wait for a person, without what is in them.")
  int list(
      @Option(
              names = "--limit",
              defaultValue = "100",
              description = "The most to list; ${DEFAULT-VALUE}.")
          int limit,
      @Option(
              names = "--after",
              defaultValue = "0",
              description = "Begin after the message with this id.")
          long after)
      throws IOException {
    if (limit < 1) {
      throw wrongUse("--limit must be at least 1.");
    }
    return with(
        (storage, out) -> {
          List<RejectedMessageArchive.Listed> found =
              storage.rejectedMessageArchive().list(after, limit);
          out.print(RejectedMessageText.list(found));
          if (found.size() == limit) {
            out.println("There may be more: --after " + found.get(limit - 1).id());
          }
          return DONE;
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows a rejected message with its body, which has a student's words in it.")
  int show(@Parameters(paramLabel = "ID", description = "As listed.") long id) throws IOException {
    return with(
        (storage, out) -> {
          Optional<RejectedMessageArchive.Kept> kept = storage.rejectedMessageArchive().find(id);
          kept.ifPresent(message -> out.print(RejectedMessageText.of(message)));
          return kept.isPresent() ? DONE : told(id, Optional.of("there is no such message"));
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Puts a rejected message, or a failed request, into the outbox again.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:all replayed", "1:some are as they were", "2:wrong use"})
  int replay(
      @Parameters(
              arity = "0..1",
              paramLabel = "ID",
              description = "Of a rejected message, as listed, or the UUID of a failed request.")
          @Nullable String id,
      @Option(names = "--all", description = "All rejected messages that wait.") boolean all)
      throws IOException {
    if (all == (id != null)) {
      throw wrongUse("Say either which one to replay or --all.");
    }
    if (id == null) {
      return with((storage, out) -> all(new Replay(storage), out));
    }
    if (id.matches("[0-9]{1,18}")) {
      long message = Long.parseLong(id);
      return with((storage, out) -> told(id, new Replay(storage).message(message)));
    }
    RequestId request = requestId(id);
    return with((storage, out) -> told(id, new Replay(storage).request(request)));
  }

  private int all(Replay replay, PrintStream out) {
    int left = 0;
    List<Long> waiting = replay.waiting();
    for (long id : waiting) {
      left += told(id, replay.message(id));
    }
    out.println((waiting.size() - left) + " replayed, " + left + " left.");
    return left == 0 ? DONE : NOT_DONE;
  }

  /** Prints what became of one, and returns the exit code for it. */
  private int told(Object id, Optional<String> problem) {
    Terminal terminal = invocation.terminal();
    if (problem.isPresent()) {
      terminal.err().println(id + ": " + RejectedMessageText.line(problem.get()));
      return NOT_DONE;
    }
    terminal.out().println(id + ": replayed");
    return DONE;
  }

  private int with(Work work) throws IOException {
    System.setProperty("vividly.log.level", "ERROR");
    Settings settings = invocation.settings();
    HomeFolder.requireWritable(settings.home());
    try (Resources resources = new Resources()) {
      PostgresStorage storage = Database.open(settings, CONNECTIONS, "vividly-dlq", resources);
      return work.on(storage, invocation.terminal().out());
    }
  }

  private RequestId requestId(String text) {
    try {
      return RequestId.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrongUse("ID must be the number of a message or the UUID of a request.");
    }
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Returns the exit code. */
  private interface Work {
    int on(PostgresStorage storage, PrintStream out);
  }
}
