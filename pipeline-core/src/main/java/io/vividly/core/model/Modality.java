package io.vividly.core.model;

import java.util.Locale;

/** A form in which an answer can be given. */
public enum Modality {
  TEXT,
  AUDIO,
  VIDEO;

  /** The name on the wire, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
