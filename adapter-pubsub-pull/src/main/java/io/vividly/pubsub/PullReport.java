package io.vividly.pubsub;

/**
 * What a pull worker did.
 *
 * @param end why it ended
 * @param acknowledged messages that are done with; with exactly-once delivery only those of which
 *     Pub/Sub confirmed it
 * @param returned messages that will come again
 * @param unconfirmed messages that were done with, but whose acknowledgement came too late or got
 *     lost; they come again, and are acknowledged then without being worked on
 */
public record PullReport(End end, long acknowledged, long returned, long unconfirmed) {

  /** Why a worker ended. */
  public enum End {
    /** It was told to. */
    STOPPED,
    /** There was nothing to do for long enough. */
    EMPTY,
    /** It ran as long as it may. */
    MAX_RUNTIME
  }
}
