package io.vividly.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which command was meant. */
final class Mistyped {

  /** Two letters in the wrong order, or two that are missing, too many or others. */
  private static final int FARTHEST = 2;

  private Mistyped() {}

  /** The known word that is nearest; empty if none is near. */
  static Optional<String> meant(String typed, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(typed, word) <= Math.min(FARTHEST, word.length() - 2))
        .min(Comparator.comparingInt((String word) -> distance(typed, word)).thenComparing(w -> w));
  }

  /** How many letters to add, take away, replace or swap with their neighbours. */
  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(a, b, steps, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] steps, int i, int j) {
    int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(steps[i - 1][j - 1] + other, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
