package io.vividly.push;

import java.util.List;

/**
 * Tells whether deliveries can be processed. Asked for every readiness probe, by many threads; must
 * answer within a second or two.
 */
@FunctionalInterface
public interface Readiness {

  /** What stands in the way, in a word or two each, as in "database"; empty when ready. */
  List<String> problems();
}
