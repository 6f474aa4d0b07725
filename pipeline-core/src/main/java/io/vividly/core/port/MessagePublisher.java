package io.vividly.core.port;

/**
 * Hands a message on to whoever delivers it. Safe for use by many threads; blocks until the message
 * is taken over or refused.
 */
@FunctionalInterface
public interface MessagePublisher {

  /**
   * @throws TransientFailureException if the message was not taken over and should be tried again
   */
  void publish(Outbox.Entry entry);
}
