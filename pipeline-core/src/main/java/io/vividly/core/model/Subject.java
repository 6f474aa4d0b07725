package io.vividly.core.model;

/** A school subject; it decides the look of a video. */
public enum Subject {
  PHYSICS,
  CHEMISTRY,
  BIOLOGY,
  MATHEMATICS,
  /** Anything else, as in a book that a user ingested. */
  GENERAL
}
