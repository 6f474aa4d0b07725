package io.vividly.core.check;

import io.vividly.core.model.GradeLevel;

/**
 * What a script may ask of students of a grade.
 *
 * @param fewestWords that are spoken in all; at 150 words a minute, 100 are 40 seconds
 * @param mostWords that are spoken in all
 * @param longestSentence in words
 * @param hardest Flesch-Kincaid grade level of all that is spoken
 */
record Limits(int fewestWords, int mostWords, int longestSentence, double hardest) {

  /** Terms of a subject are long at any grade, and explained: the level has this much leeway. */
  private static final int LEEWAY = 2;

  /** Below this, the measure says more about the subject's terms than about the sentences. */
  private static final int EASIEST = 6;

  static Limits of(GradeLevel grade) {
    double hardest = Math.max(grade.value(), EASIEST) + LEEWAY;
    return grade.value() <= 8
        ? new Limits(100, 430, 24, hardest)
        : new Limits(100, 460, 30, hardest);
  }
}
