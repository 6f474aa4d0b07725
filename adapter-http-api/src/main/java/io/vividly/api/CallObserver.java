package io.vividly.api;

import org.jspecify.annotations.Nullable;

/**
 * Is told of each call that may queue work, on the thread that does it, so that what is queued can
 * be traced back to the call. It must be quick, and must not throw.
 */
@FunctionalInterface
public interface CallObserver {

  /**
   * A call began.
   *
   * @param name its method and path, without what differs from call to call
   * @param traceparent what the caller says about its trace, as it came; null if nothing
   */
  Call began(String name, @Nullable String traceparent);

  /** Nobody. */
  static CallObserver none() {
    return (name, traceparent) -> () -> {};
  }

  /** A call that is going on. */
  @FunctionalInterface
  interface Call extends AutoCloseable {

    /** The call is over, on the same thread. */
    @Override
    void close();
  }
}
