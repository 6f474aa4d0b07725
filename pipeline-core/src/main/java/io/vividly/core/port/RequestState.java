package io.vividly.core.port;

import io.vividly.core.model.Outcome;

/** How a request stands, see {@link RequestStore#stateOf}. */
public sealed interface RequestState {

  /** Nobody works on it: it is new, was given back, or its lease ran out. */
  record Free() implements RequestState {}

  /** Somebody works on it. */
  record Held() implements RequestState {}

  /** It has ended. */
  record Ended(Outcome outcome) implements RequestState {}

  /** There is one with the same id that asks something else. */
  record Conflicting() implements RequestState {}
}
