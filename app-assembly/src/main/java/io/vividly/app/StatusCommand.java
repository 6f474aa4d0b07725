package io.vividly.app;

import io.vividly.core.model.RequestId;
import io.vividly.postgres.PostgresStorage;
import io.vividly.postgres.RequestStory;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what happened to a request, from the database alone. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Prints what the database knows of a request: how it stands, its messages, stages, events"
            + " and cost; not the student's words.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", "1:there is no such request, or the database cannot be reached"})
final class StatusCommand implements Callable<Integer> {

  private static final int CONNECTIONS = 1;

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "The request's id.")
  private UUID id = new UUID(0, 0);

  @Option(names = "--json", description = "Print it as one JSON object.")
  private boolean json;

  StatusCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = invocation.settings(Vividly.Role.PUSH);
    try (Resources resources = new Resources()) {
      PostgresStorage storage = Database.open(settings, CONNECTIONS, "vividly-status", resources);
      Optional<RequestStory> story = storage.story(new RequestId(id));
      if (story.isEmpty()) {
        invocation.terminal().err().println("vividly: There is no request " + id + ".");
        return 1;
      }
      PrintStream out = invocation.terminal().out();
      out.print(json ? StoryJson.of(story.get()) : StoryText.of(story.get()));
      return 0;
    }
  }
}
