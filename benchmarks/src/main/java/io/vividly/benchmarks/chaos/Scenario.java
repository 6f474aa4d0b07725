package io.vividly.benchmarks.chaos;

/** A way to make trouble. */
interface Scenario {

  /** As in the table and on the command line. */
  String name();

  /** Whether other scenarios would feel it, so that none may go on beside it. */
  default boolean runsAlone() {
    return false;
  }

  /** Makes the trouble and judges what came of it. */
  Row run(Ground ground, Scale scale) throws Exception;
}
