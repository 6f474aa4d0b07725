package io.vividly.benchmarks.chaos;

/** How much of a scenario is done. */
enum Scale {
  FULL,
  SHORT;

  int of(int full, int brief) {
    return this == FULL ? full : brief;
  }
}
