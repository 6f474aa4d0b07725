package io.vividly.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who calls, as the token says. */
record Caller(String subject, ApiTokens.Role role, Instant expiresAt) {

  boolean isOperator() {
    return role == ApiTokens.Role.OPERATOR;
  }

  /** Whether this one may see what belongs to a student. */
  boolean maySee(@Nullable String studentId) {
    return isOperator() || subject.equals(studentId);
  }

  /** Leaves out who it is. */
  @Override
  public String toString() {
    return "Caller[" + role + "]";
  }
}
