package io.vividly.core.port;

import io.vividly.core.model.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage tells what its work took, besides giving its result: what was used of a provider,
 * and how its calls went. Valid for one call of the stage; safe for use by many threads meanwhile.
 * None of its methods fails a stage.
 *
 * <p>Nothing that is told here may hold the student's words or a secret: it goes to the log, to the
 * events of the request and to metrics.
 */
public interface StageContext {

  /**
   * Something was used that has a price, whether or not the stage goes on to succeed. What a
   * provider charges for a call that failed is used, too.
   */
  void used(Usage usage);

  /** A call of a provider is over, with all of its tries. */
  void called(ProviderCall call);

  /**
   * The provider that should have done the work could not, and another one does it, because the
   * operator configured that.
   *
   * @param problem why, in words for an operator
   */
  void fellBack(String from, String to, String problem);

  /** For whoever does not want to know. */
  static StageContext none() {
    return IgnoringStageContext.INSTANCE;
  }

  /**
   * How a call of a provider went.
   *
   * @param provider as in {@code gemini}
   * @param operation as in {@code generateContent}
   * @param model as the provider names it
   * @param tries how often it was tried, at least once
   * @param took from the first try to the end of the last
   * @param problem why it failed, in a word or two as a status code is; null if it did not
   */
  record ProviderCall(
      String provider,
      String operation,
      String model,
      int tries,
      Duration took,
      @Nullable String problem) {}
}
