package io.vividly.localai.script;

import io.vividly.core.model.GradeLevel;

/**
 * How much a script says, by grade. Where a topic says more than fits, a shorter depth is tried.
 *
 * @param simple whether the idea is told in simple words
 * @param longestSentence that may be chosen where there is a choice, in words
 * @param idea how many sentences explain the idea
 * @param perStep how many sentences a step has at most
 * @param why how many sentences explain the misconception
 * @param everyday how many sentences an everyday example has; 0 for none
 * @param deeper how many sentences go deeper; 0 for none
 */
record Depth(
    boolean simple, int longestSentence, int idea, int perStep, int why, int everyday, int deeper) {

  static Depth of(GradeLevel grade) {
    if (grade.value() <= 8) {
      return new Depth(true, 22, 5, 1, 2, 2, 0);
    }
    if (grade.value() <= 10) {
      return new Depth(false, 26, 3, 2, 3, 2, 0);
    }
    return new Depth(false, 26, 3, 2, 3, 0, 2);
  }

  /** The most that is spoken, in words, if it can be had: about two and a quarter minutes. */
  int mostWords() {
    return simple ? 345 : 365;
  }

  boolean canBeShorter() {
    return !shorter().equals(this);
  }

  /** Says less where it is missed least; the same when nothing more can be left out. */
  Depth shorter() {
    if (why > 2) {
      return with(idea, perStep, why - 1, everyday, deeper);
    }
    if (simple && idea > 4) {
      return with(idea - 1, perStep, why, everyday, deeper);
    }
    if (idea > (simple ? 3 : 2)) {
      return with(idea - 1, perStep, why, everyday, deeper);
    }
    if (deeper > 1) {
      return with(idea, perStep, why, everyday, deeper - 1);
    }
    if (everyday > 0) {
      return with(idea, perStep, why, 0, deeper);
    }
    if (why > 1) {
      return with(idea, perStep, why - 1, everyday, deeper);
    }
    if (perStep > 1) {
      return with(idea, 1, why, everyday, deeper);
    }
    return with(idea, perStep, 0, everyday, deeper);
  }

  private Depth with(int idea, int perStep, int why, int everyday, int deeper) {
    return new Depth(simple, longestSentence, idea, perStep, why, everyday, deeper);
  }
}
