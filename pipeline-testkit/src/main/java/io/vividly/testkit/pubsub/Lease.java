package io.vividly.testkit.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Instant;

/**
 * A message that was handed out and has to be acknowledged in time.
 *
 * @param attempt how many times it was handed out and failed, and this time
 */
record Lease(String ackId, PubsubMessage message, int attempt, Instant deadline) {}
