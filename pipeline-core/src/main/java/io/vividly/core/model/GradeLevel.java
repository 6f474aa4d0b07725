package io.vividly.core.model;

/** A school year, 1 to 12. */
public record GradeLevel(int value) {

  public GradeLevel {
    Require.that(value >= 1 && value <= 12, "grade level must be from 1 to 12, not " + value);
  }
}
