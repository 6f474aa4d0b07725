package io.vividly.core.port;

/** Interest in the changes of a request, see {@link RequestStore#watch}. */
@FunctionalInterface
public interface Watch extends AutoCloseable {

  /** Ends the interest. A call that is under way may still come through. Does nothing twice. */
  @Override
  void close();
}
