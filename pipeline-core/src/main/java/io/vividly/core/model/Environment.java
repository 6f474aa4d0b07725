package io.vividly.core.model;

import java.util.Locale;

/** Where a request was made. */
public enum Environment {
  DEV,
  STAGING,
  PROD;

  /** The name on the wire, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
