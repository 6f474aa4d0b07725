package io.vividly.video;

import java.text.Normalizer;

/**
 * Makes text drawable. The typeface covers Latin, Greek and Cyrillic and the signs of a school
 * book; a student's own words may hold any other script, or emoji. What has no glyph is left out (a
 * box in its place would look like a fault), and separators that are left hanging go with it.
 */
final class Glyphs {

  private Glyphs() {}

  /** The text as it can be drawn, with single spaces; may be empty. */
  static String drawable(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder kept = new StringBuilder();
    composed
        .codePoints()
        .map(Glyphs::substitute)
        .filter(Glyphs::hasGlyph)
        .forEach(kept::appendCodePoint);
    return kept.toString()
        .strip()
        .replaceAll("\\s+", " ")
        .replaceAll("(\\s*[·|,:–—-])+$", "")
        .replaceAll("^([·|,:]\\s*)+", "")
        .strip();
  }

  private static int substitute(int codePoint) {
    if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
      return ' ';
    }
    return switch (codePoint) {
      case 0x2010, 0x2011 -> '-';
      case 0x2215 -> '/';
      case 0x22C5 -> '·';
      default -> codePoint;
    };
  }

  private static boolean hasGlyph(int codePoint) {
    int type = Character.getType(codePoint);
    boolean invisible =
        type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    if (invisible || isRightToLeft(codePoint)) {
      return false;
    }
    return Typeface.REGULAR.canDraw(codePoint)
        && Typeface.BOLD.canDraw(codePoint)
        && Typeface.LIGHT.canDraw(codePoint)
        && Typeface.SEMI_BOLD.canDraw(codePoint);
  }

  private static boolean isRightToLeft(int codePoint) {
    byte direction = Character.getDirectionality(codePoint);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }
}
