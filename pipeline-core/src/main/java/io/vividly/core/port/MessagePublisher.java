package io.vividly.core.port;

/**
 * Hands a message on to whoever delivers it. Safe for use by many threads; blocks until the message
 * is taken over or refused; an interrupt ends it with a {@link TransientFailureException} and stays
 * visible.
 */
@FunctionalInterface
public interface MessagePublisher {

  /**
   * @throws TransientFailureException if the message was not taken over and should be tried again
   */
  void publish(Outbox.Entry entry);
}
