package io.vividly.app;

import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.AnswerReused;
import io.vividly.core.port.PipelineEvent.AttemptFailed;
import io.vividly.core.port.PipelineEvent.StageCompleted;
import io.vividly.core.port.PipelineEvent.StageResumed;
import io.vividly.core.port.PipelineEvent.StageRetried;
import io.vividly.core.port.PipelineEvent.StageStarted;
import io.vividly.core.port.PipelineObserver;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Shows a person how far a request is: on a terminal one line that is drawn over, else a plain line
 * for each stage.
 */
final class ProgressDisplay implements PipelineObserver {

  private static final String START_OF_LINE = "\r\u001b[K";
  private static final int BAR_LENGTH = 24;
  private static final Map<Stage, String> DOING =
      Map.of(
          Stage.UNDERSTANDING, "Understanding the question",
          Stage.RETRIEVAL, "Looking up what is known",
          Stage.SCRIPT, "Writing the script",
          Stage.NARRATION, "Narrating",
          Stage.RENDERING, "Drawing the scenes",
          Stage.PUBLISHING, "Putting it together");

  private final RequestId requestId;
  private final PrintStream out;
  private final boolean terminal;

  ProgressDisplay(RequestId requestId, PrintStream out, boolean terminal) {
    this.requestId = requestId;
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows what is being done before the request is on its way. */
  synchronized void preparing(String what) {
    if (terminal) {
      out.print(START_OF_LINE + "  " + what + " ...");
      out.flush();
    } else {
      out.println("  " + what);
    }
  }

  /** Leaves the terminal with an empty line to go on from. */
  synchronized void done() {
    if (terminal) {
      out.print(START_OF_LINE);
      out.flush();
    }
  }

  @Override
  public synchronized void on(PipelineEvent event) {
    if (!(event instanceof PipelineEvent.OfRequest ofRequest)
        || !ofRequest.requestId().equals(requestId)) {
      return;
    }
    if (event instanceof StageStarted started) {
      live(started.progress(), doing(started.key()));
    } else if (event instanceof StageResumed resumed) {
      line(resumed.key(), "done before");
    } else if (event instanceof StageCompleted completed) {
      line(completed.key(), seconds(completed.took()));
      live(completed.progress(), doing(completed.key()));
    } else if (event instanceof AnswerReused reused) {
      note("The answer of request " + reused.from() + " fits; --fresh makes it anew");
    } else if (event instanceof StageRetried retried) {
      note(doing(retried.key()) + " failed (" + retried.problem() + "), trying again");
    } else if (event instanceof AttemptFailed failed) {
      note("Attempt " + failed.attempt() + " failed: " + failed.failure().message());
    }
  }

  private void line(StageKey key, String result) {
    if (!key.isScene()) {
      note(String.format(Locale.ROOT, "%-28s %s", doing(key), result));
    }
  }

  private void note(String text) {
    out.println((terminal ? START_OF_LINE : "") + "  " + text);
  }

  private void live(int percent, String what) {
    if (terminal) {
      int filled = percent * BAR_LENGTH / 100;
      String bar = "█".repeat(filled) + "░".repeat(BAR_LENGTH - filled);
      out.printf(Locale.ROOT, "%s  %s %3d %%  %s", START_OF_LINE, bar, percent, what);
      out.flush();
    }
  }

  private static String doing(StageKey key) {
    String what = DOING.get(key.stage());
    return key.isScene() ? what + ", scene " + key.scene() : String.valueOf(what);
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
