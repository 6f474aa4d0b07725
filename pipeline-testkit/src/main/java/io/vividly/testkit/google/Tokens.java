package io.vividly.testkit.google;

/**
 * Counts tokens: one for every four characters, as Google tells people to reckon. See
 * https://ai.google.dev/gemini-api/docs/tokens
 */
final class Tokens {

  private static final int CHARACTERS = 4;

  private Tokens() {}

  static int count(String text) {
    return (text.length() + CHARACTERS - 1) / CHARACTERS;
  }

  /** As much of a text as fits into some tokens. */
  static String first(String text, int tokens) {
    return text.substring(0, (int) Math.min(text.length(), (long) tokens * CHARACTERS));
  }
}
