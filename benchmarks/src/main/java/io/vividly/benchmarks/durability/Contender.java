package io.vividly.benchmarks.durability;

/** Somebody who makes six steps durable for each delivery. */
interface Contender extends AutoCloseable {

  /** Does what has to be there before deliveries can be handled, and is not measured. */
  void prepare(int deliveries) throws Exception;

  /** Handles the deliveries that were prepared, so many at a time. */
  Figures run(int parallel) throws Exception;

  @Override
  void close();
}
