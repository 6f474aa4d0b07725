package io.vividly.testkit.pubsub;

import io.grpc.StatusRuntimeException;

/** Somebody who takes messages as soon as there are any. */
interface Consumer {

  /** There may be something to take. Called without any lock, by many threads. */
  void wake();

  /** Nothing will come any more. */
  void end(StatusRuntimeException reason);

  /** Whether it is a connection of a client, which can break. */
  boolean isConnection();
}
