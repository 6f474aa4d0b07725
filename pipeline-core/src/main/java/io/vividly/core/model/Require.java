package io.vividly.core.model;

import java.util.Collection;

/** Checks that record constructors share. Every message names the field at fault. */
final class Require {

  private Require() {}

  static String text(String value, String field) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + " must not be blank");
    }
    return value;
  }

  static void that(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  static void notEmpty(Collection<?> values, String field) {
    that(!values.isEmpty(), field + " must not be empty");
  }
}
