package io.vividly.video;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/**
 * How a text is set.
 *
 * @param max the size that is wanted, in pixels
 * @param min the size below which the text is shortened instead, in pixels
 * @param leading from baseline to baseline, in ems
 * @param tracking extra space between letters, in ems
 */
record TextStyle(Typeface face, int max, int min, double leading, double tracking) {

  /** The smallest size that is still read easily on a small screen, in pixels. */
  static final int SMALLEST = 32;

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  TextStyle(Typeface face, int max, int min) {
    this(face, max, min, 1.3, 0);
  }

  TextStyle withMax(int size) {
    return new TextStyle(face, size, Math.min(min, size), leading, tracking);
  }

  Font font(int size) {
    return face.font(size, (float) tracking);
  }

  /** The width of a text on one line, in pixels. */
  double width(String text, int size) {
    return text.isEmpty() ? 0 : font(size).getStringBounds(text, CONTEXT).getWidth();
  }

  int lineHeight(int size) {
    return (int) Math.round(size * leading);
  }

  static FontRenderContext context() {
    return CONTEXT;
  }
}
