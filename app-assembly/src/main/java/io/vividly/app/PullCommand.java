package io.vividly.app;

import io.vividly.pubsub.PullReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Works on what is in the subscription. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = "Pulls messages from PUBSUB_SUBSCRIPTION and works on them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the job is done",
      "1:failed",
      "78:the settings are wrong, or the subscription does not exist or may not be used"
    })
final class PullCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Option(
      names = "--job",
      description =
          "End when the subscription has been empty for WORKER_IDLE_TIMEOUT (60) seconds, or after"
              + " WORKER_MAX_RUNTIME (300) seconds, when what was begun is done.")
  private boolean job;

  @Option(
      names = "--dead-letters",
      description =
          "Pull from PUBSUB_DEAD_LETTER_SUBSCRIPTION instead, and end as failed what nobody will"
              + " deliver again, so that no student waits for ever.")
  private boolean deadLetters;

  PullCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = invocation.settings(Vividly.Role.PULL).forPulling();
    PrintStream out = invocation.terminal().out();
    try (PullService service =
        deadLetters
            ? PullService.startForDeadLetters(settings, job, step -> out.println(step + " ..."))
            : PullService.start(settings, job, step -> out.println(step + " ..."))) {
      Service.closeAtEnd(service, () -> {});
      if (service.healthPort() != null) {
        out.println(
            "Vividly tells how it is at http://localhost:" + service.healthPort() + "/health");
      }
      out.println(
          "Vividly pulls from "
              + (deadLetters ? settings.pubSub().forDeadLetters() : settings.pubSub())
                  .subscription()
              + ", "
              + settings.slots()
              + " messages at a time");
      out.println(summary(service.run()));
    }
    return 0;
  }

  private static String summary(PullReport report) {
    String end =
        switch (report.end()) {
          case STOPPED -> "Told to end";
          case EMPTY -> "Nothing left";
          case MAX_RUNTIME -> "The time is up";
        };
    return end
        + ": "
        + report.acknowledged()
        + " messages done, "
        + report.returned()
        + " given back, "
        + report.unconfirmed()
        + " not confirmed";
  }
}
