package io.vividly.json;

/** What text on the wire has to be. */
final class WireText {

  private WireText() {}

  /** Whether a reader would see nothing: white space of any script, and invisible characters. */
  static boolean isBlank(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.getType(c) == Character.FORMAT);
  }

  static void requireAtMost(String field, String text, int maxLength) {
    int length = text.codePointCount(0, text.length());
    if (length > maxLength) {
      throw WireFields.invalid(
          field, "must have at most " + maxLength + " characters, it has " + length);
    }
  }

  static void requireWellFormed(String field, String text, boolean mayHaveLines) {
    text.codePoints()
        .forEach(
            c -> {
              if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw WireFields.invalid(
                    field, "is not well-formed Unicode: half of a surrogate pair is missing");
              }
              if (isControl(c) && !(mayHaveLines && isLayout(c))) {
                throw WireFields.invalid(field, "has a control character (U+%04X)".formatted(c));
              }
            });
  }

  private static boolean isControl(int c) {
    return c < 0x20 || c == 0x7F;
  }

  private static boolean isLayout(int c) {
    return c == '\t' || c == '\n' || c == '\r';
  }
}
