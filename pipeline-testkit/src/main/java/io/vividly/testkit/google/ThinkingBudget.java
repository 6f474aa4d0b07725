package io.vividly.testkit.google;

import org.jspecify.annotations.Nullable;

/**
 * How many tokens a model may think: https://ai.google.dev/gemini-api/docs/thinking#set-budget
 *
 * @param usual whether it thinks when nobody says
 * @param optional whether it can do without
 */
record ThinkingBudget(int least, int most, boolean usual, boolean optional) {

  private static final int DYNAMIC = -1;

  /** What a thinking model spends here, if its budget is large enough. */
  private static final int SPENT = 64;

  static ThinkingBudget of(String model) {
    if (model.contains("flash-lite")) {
      return new ThinkingBudget(512, 24_576, false, true);
    }
    if (model.contains("pro")) {
      return new ThinkingBudget(128, 32_768, true, false);
    }
    return new ThinkingBudget(1, 24_576, true, true);
  }

  void check(@Nullable Integer budget) {
    if (budget == null || budget == DYNAMIC) {
      return;
    }
    if (budget == 0 && !optional) {
      throw ApiError.invalid("Budget 0 is invalid. This model only works in thinking mode.");
    }
    if (budget != 0 && (budget < least || budget > most)) {
      throw ApiError.invalid(
          "The thinking budget %d is invalid. Please choose a value between %d and %d."
              .formatted(budget, least, most));
    }
  }

  int spent(@Nullable Integer budget) {
    if (budget == null) {
      return usual ? SPENT : 0;
    }
    return budget == DYNAMIC ? SPENT : Math.min(budget, SPENT);
  }
}
