package io.vividly.core.port;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Understanding;

/**
 * Finds out what a student asks. Safe for use by many threads. May block for as long as a provider
 * call takes; an interrupt ends it with a {@link TransientFailureException}.
 */
@FunctionalInterface
public interface LanguageUnderstanding {

  /**
   * @throws TransientFailureException if it may work when tried again
   * @throws PermanentFailureException if it will never work for this request
   */
  Understanding understand(ContentRequest request);

  /** The same; whoever pays for it tells here what was used. */
  default Understanding understand(ContentRequest request, StageContext context) {
    return understand(request);
  }
}
