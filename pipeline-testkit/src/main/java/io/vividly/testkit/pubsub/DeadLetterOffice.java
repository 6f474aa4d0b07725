package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.Subscription;

/** Where the messages go that failed too often. */
interface DeadLetterOffice {

  /** Whether the dead-letter topic of a subscription exists. */
  boolean isOpen(Subscription source);

  void forward(Subscription source, Backlog.DeadLetter letter);
}
