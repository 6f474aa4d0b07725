package io.vividly.core.pipeline;

import io.vividly.core.model.Checkpoint;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.StageOutput;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.PipelineEvent.StageCompleted;
import io.vividly.core.port.PipelineEvent.StageResumed;
import io.vividly.core.port.PipelineEvent.StageRetried;
import io.vividly.core.port.PipelineEvent.StageStarted;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.StageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs the stages of one attempt: skips what an earlier attempt left a checkpoint of, tries again
 * what failed for a passing reason, and stores what came out. Safe for use by many threads.
 */
final class StageRunner {

  private final RequestStore store;
  private final Work attempt;
  private final Claim claim;
  private final Map<StageKey, Checkpoint> checkpoints;
  private final PipelineSettings settings;
  private final EventSink events;
  private final Accounts accounts;

  StageRunner(
      RequestStore store,
      Work attempt,
      Map<StageKey, Checkpoint> checkpoints,
      PipelineSettings settings,
      EventSink events,
      Accounts accounts) {
    this.store = store;
    this.attempt = attempt;
    this.claim = attempt.claim();
    this.checkpoints = checkpoints;
    this.settings = settings;
    this.events = events;
    this.accounts = accounts;
  }

  Claim claim() {
    return claim;
  }

  /** Whether nothing that earlier attempts left behind is of another version of the pipeline. */
  boolean isOfOneVersion() {
    return checkpoints.values().stream().allMatch(made -> made.isOf(settings.pipelineVersion()));
  }

  /**
   * Runs a stage, or takes over what an earlier attempt made of it.
   *
   * @throws StageFailedException if it failed for good or too often
   */
  <T extends StageOutput> T run(
      StageKey key, Class<T> type, Progress progress, Function<StageContext, T> work)
      throws InterruptedException {
    return run(key, type, saved -> true, progress, work);
  }

  /**
   * Runs a stage, or takes over what an earlier attempt made of it, if that is of use still.
   *
   * @throws StageFailedException if it failed for good or too often
   */
  <T extends StageOutput> T run(
      StageKey key,
      Class<T> type,
      Predicate<T> isUsable,
      Progress progress,
      Function<StageContext, T> work)
      throws InterruptedException {
    Checkpoint checkpoint = checkpoints.get(key);
    StageOutput saved = checkpoint == null ? null : checkpoint.output();
    if (type.isInstance(saved) && tryRepeatedly(key, () -> isUsable.test(type.cast(saved)))) {
      int reached = progress.completed(key);
      events.emit(at -> new StageResumed(at, claim.requestId(), key, reached));
      return type.cast(saved);
    }
    stopIfAsked();
    Instant start = started(key, progress.current());
    T output = tryRepeatedly(key, () -> accounted(key, work));
    int reached = progress.completed(key);
    save(key, output, reached);
    completed(key, start, reached);
    return output;
  }

  /** Runs a stage whose output is stored scene by scene. */
  <T> T runWhole(StageKey key, Progress progress, Interruptible<T> work)
      throws InterruptedException {
    stopIfAsked();
    Instant start = started(key, progress.current());
    T result = work.run();
    write(key, () -> store.stageCompleted(claim, key, progress.current()));
    completed(key, start, progress.current());
    return result;
  }

  /**
   * Does work for a stage, and enters into the ledger what it used, however it ends. What has a
   * checkpoint has its cost in the ledger, because that is written first.
   */
  <T> T accounted(StageKey key, Function<StageContext, T> work) {
    StageAccount account = accounts.open(claim, key);
    T result;
    try {
      result = work.apply(account);
    } catch (RuntimeException | Error e) {
      try {
        uninterrupted(account::settle);
      } catch (RuntimeException notSettled) {
        e.addSuppressed(notSettled);
      }
      throw e;
    }
    uninterrupted(account::settle);
    return result;
  }

  /** Stores what a stage produced. */
  private void save(StageKey key, StageOutput output, int reached) {
    Checkpoint checkpoint = new Checkpoint(output, settings.pipelineVersion());
    uninterrupted(() -> write(key, () -> store.stageCompleted(claim, key, checkpoint, reached)));
  }

  /** Writes even when the work was asked to stop meanwhile: it may have been paid for. */
  private static void uninterrupted(Runnable write) {
    boolean interrupted = Thread.interrupted();
    try {
      write.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The store has a patience of its own. */
  private static void write(StageKey key, Runnable write) {
    try {
      write.run();
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new StageFailedException(key, e);
    }
  }

  private Instant started(StageKey key, int reached) {
    write(key, () -> store.stageStarted(claim, key, reached));
    return events.emit(at -> new StageStarted(at, claim.requestId(), key, reached));
  }

  private void completed(StageKey key, Instant start, int reached) {
    events.emit(
        at -> new StageCompleted(at, claim.requestId(), key, Duration.between(start, at), reached));
  }

  // Unknown exceptions count as passing: see "Failures have a kind" in docs/architecture.md.
  private <T> T tryRepeatedly(StageKey key, Supplier<T> work) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return work.get();
      } catch (LeaseLostException | ContentBlockedException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        stopIfAsked();
        if (e instanceof PermanentFailureException || tries >= settings.stageTries()) {
          throw new StageFailedException(key, e);
        }
        retried(key, tries, e);
        pauseBeforeRetry(tries);
      }
    }
  }

  private void stopIfAsked() throws InterruptedException {
    if (isStopping()) {
      Thread.interrupted();
      throw new InterruptedException();
    }
  }

  /** Goes by more than the interrupt, because an adapter may have swallowed that. */
  boolean isStopping() {
    return Thread.currentThread().isInterrupted() || attempt.isStopped();
  }

  private void retried(StageKey key, int tries, Throwable problem) {
    String name = problem.getClass().getSimpleName();
    events.emit(at -> new StageRetried(at, claim.requestId(), key, tries, name));
  }

  private void pauseBeforeRetry(int tries) throws InterruptedException {
    long longest = settings.retryPause().toMillis() << Math.min(tries - 1, 6);
    Thread.sleep(longest == 0 ? 0 : ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }

  /** Work that can be interrupted. */
  interface Interruptible<T> {
    T run() throws InterruptedException;
  }
}
