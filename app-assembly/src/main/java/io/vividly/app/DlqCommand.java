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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what was given up, and brings it back once the cause is mended. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = "Shows rejected messages and dead letters, and replays them and failed requests.")
final class DlqCommand implements Runnable {

  private static final int DONE = 0;
  private static final int NOT_DONE = 1;
  static final int CONNECTIONS = 2;

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
      description =
          "Lists the rejected messages that wait for a person, or the dead letters, without what is"
              + " in them.")
  int list(
      @Option(
              names = "--limit",
              defaultValue = "100",
              description = "The most to list; ${DEFAULT-VALUE}.")
          int limit,
      @Option(
              names = "--after",
              defaultValue = "0",
              description = "Begin after the rejected message with this id.")
          long after,
      @Mixin Where where)
      throws IOException {
    if (limit < 1) {
      throw wrongUse("--limit must be at least 1.");
    }
    if (where.deadLetters) {
      return deadLetters().list(limit);
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
      description =
          "Shows a rejected message, or a dead letter, with its body, which has a student's words"
              + " in it.")
  int show(
      @Parameters(paramLabel = "ID", description = "As listed.") String text, @Mixin Where where)
      throws IOException {
    if (where.deadLetters) {
      return deadLetters().show(text);
    }
    if (!isMessage(text)) {
      throw wrongUse("ID must be the number of a message.");
    }
    long id = Long.parseLong(text);
    return with(
        (storage, out) -> {
          Optional<RejectedMessageArchive.Kept> kept = storage.rejectedMessageArchive().find(id);
          kept.ifPresent(message -> out.print(RejectedMessageText.of(message)));
          return kept.isPresent() ? DONE : told(id, Optional.of("there is no such message"));
        });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Puts a rejected message, or a failed request, into the outbox again, and a dead letter"
              + " into the topic.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:all replayed", "1:some are as they were", "2:wrong use"})
  int replay(
      @Parameters(
              arity = "0..1",
              paramLabel = "ID",
              description = "Of a message, as listed, or the UUID of a failed request.")
          @Nullable String id,
      @Option(names = "--all", description = "All messages that wait.") boolean all,
      @Mixin Where where)
      throws IOException {
    if (all == (id != null)) {
      throw wrongUse("Say either which one to replay or --all.");
    }
    if (where.deadLetters) {
      return id == null ? deadLetters().replayAll() : deadLetters().replay(id);
    }
    if (id == null) {
      return with((storage, out) -> all(new Replay(storage), out));
    }
    if (isMessage(id)) {
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

  private int told(Object id, Optional<String> problem) {
    return told(invocation.terminal(), id, problem);
  }

  /** Prints what became of one, and returns the exit code for it. */
  static int told(Terminal terminal, Object id, Optional<String> problem) {
    if (problem.isPresent()) {
      terminal.err().println(id + ": " + RejectedMessageText.line(problem.get()));
      return NOT_DONE;
    }
    terminal.out().println(id + ": replayed");
    return DONE;
  }

  private DeadLetterDesk deadLetters() {
    return new DeadLetterDesk(invocation);
  }

  private static boolean isMessage(String id) {
    return id.matches("[0-9]{1,18}");
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

  /** Which of the two places is meant. */
  static final class Where {
    @Option(
        names = "--dead-letters",
        description =
            "The messages of PUBSUB_DEAD_LETTER_SUBSCRIPTION instead. They are pulled to be seen,"
                + " and given back.")
    private boolean deadLetters;
  }

  /** Returns the exit code. */
  private interface Work {
    int on(PostgresStorage storage, PrintStream out);
  }
}
