package io.vividly.testkit.google;

/** What can go wrong with a call of {@link TextToSpeechServer}, seen from its client. */
public enum TextToSpeechFault {
  /** RESOURCE_EXHAUSTED, with Google's {@code RetryInfo}. */
  EXHAUSTED,
  /** UNAVAILABLE. */
  UNAVAILABLE,
  /** INTERNAL. */
  INTERNAL,
  /** PERMISSION_DENIED. */
  DENIED,
  /** UNAUTHENTICATED. */
  UNAUTHENTICATED,
  /** The request is read, and no answer comes. */
  HANG,
  /** A reply whose sound is cut in the middle. */
  BROKEN_AUDIO,
  /** A reply without the time of its last mark. */
  MISSING_TIMEPOINT
}
