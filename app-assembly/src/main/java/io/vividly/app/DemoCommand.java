package io.vividly.app;

import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers one question, the whole way: row, outbox, push envelope, pipeline, files. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Answers one question and leaves the video in a folder.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered",
      "1:failed",
      "2:wrong use",
      "3:clarification needed",
      "4:out of scope"
    })
final class DemoCommand implements Callable<Integer> {

  private static final int ANSWERED = 0;
  private static final int FAILED = 1;
  private static final int CLARIFICATION_NEEDED = 3;
  private static final int OUT_OF_SCOPE = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Invocation invocation;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "QUESTION",
      description = "What to explain. Without one: Newton's third law, with basketball.")
  private List<String> words = List.of();

  @Option(names = "--interest", description = "What the student likes, as in basketball.")
  private @Nullable String interest;

  @Option(names = "--grade", defaultValue = "10", description = "1 to 12; ${DEFAULT-VALUE}.")
  private int grade;

  @Option(
      names = "--modality",
      defaultValue = "VIDEO",
      description = "video, audio or text; video if not said.")
  private Modality modality = Modality.VIDEO;

  @Option(
      names = "--out",
      defaultValue = "answer",
      description = "The folder for the files; ${DEFAULT-VALUE}.")
  private Path out = Path.of("answer");

  @Option(
      names = "--fresh",
      description = "Make the answer anew, even if there is one to the same question.")
  private boolean fresh;

  @Option(names = "--json", description = "Print the result as JSON; progress goes to stderr.")
  private boolean json;

  DemoCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ContentRequest request = request();
    AnswerFolder folder = folder();
    // Before the settings, which start the log.
    System.setProperty("vividly.log.level", "ERROR");
    Settings settings = settings();
    Terminal terminal = invocation.terminal();
    PrintStream progressTo = json ? terminal.err() : terminal.out();
    ProgressDisplay progress =
        new ProgressDisplay(
            request.id(), progressTo, json ? terminal.isErrTerminal() : terminal.isOutTerminal());
    Timings timings = new Timings(request.id());
    OutcomeWaiter waiter = new OutcomeWaiter(request.id());
    try (Vividly vividly =
        Vividly.start(
            settings, Vividly.Role.ALL, List.of(progress, timings, waiter), progress::preparing)) {
      vividly.awaitLoaded();
      vividly.submit(request);
      Optional<Outcome> outcome = waiter.await(PATIENCE);
      progress.done();
      if (outcome.isEmpty()) {
        throw new IOException("There is no answer after " + PATIENCE.toMinutes() + " minutes.");
      }
      return report(request, outcome.get(), folder, timings, vividly);
    }
  }

  private Settings settings() {
    Settings settings = invocation.settings().withPort(0).withoutTopic();
    return fresh ? settings.withoutReuse() : settings;
  }

  private int report(
      ContentRequest request,
      Outcome outcome,
      AnswerFolder folder,
      Timings timings,
      Vividly vividly)
      throws IOException {
    Map<Artifact, Path> files =
        outcome instanceof Outcome.Completed completed
            ? folder.write(completed.answer(), vividly.media())
            : Map.of();
    DemoReport report =
        new DemoReport(request, outcome, out, files, timings.steps(), vividly.cost(request.id()));
    PrintStream print = invocation.terminal().out();
    print.print(json ? report.json() : report.text());
    print.flush();
    return exitCode(outcome);
  }

  private static int exitCode(Outcome outcome) {
    return switch (outcome.status()) {
      case COMPLETED -> ANSWERED;
      case CLARIFICATION_NEEDED -> CLARIFICATION_NEEDED;
      case OUT_OF_SCOPE -> OUT_OF_SCOPE;
      default -> FAILED;
    };
  }

  private ContentRequest request() {
    String question = String.join(" ", words).strip();
    boolean example = words.isEmpty();
    if (!example && question.isBlank()) {
      throw wrongUse("The question is empty.");
    }
    RequestId id = RequestId.random();
    try {
      return new ContentRequest(
          id,
          "demo-" + id,
          "demo-student",
          example ? "Explain Newton's third law" : question,
          new GradeLevel(grade),
          example && interest == null ? "basketball" : blankToNull(interest),
          Set.of(modality),
          modality,
          null);
    } catch (IllegalArgumentException e) {
      throw wrongUse(String.valueOf(e.getMessage()));
    }
  }

  private AnswerFolder folder() {
    try {
      return AnswerFolder.create(out);
    } catch (IOException e) {
      throw wrongUse(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
