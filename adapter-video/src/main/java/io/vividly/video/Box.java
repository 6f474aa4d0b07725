package io.vividly.video;

import java.awt.Color;
import java.awt.Rectangle;
import org.jspecify.annotations.Nullable;

/** Something that is drawn on a slide, and where. */
sealed interface Box {

  Rectangle bounds();

  /** What is read: it must be legible and must not be overlapped. */
  sealed interface Content extends Box {
    Color color();
  }

  record Text(Rectangle bounds, FittedText text, Color color, Align align) implements Content {}

  record Formula(Rectangle bounds, Typeset typeset, Color color) implements Content {}

  /** What content stands on. */
  sealed interface Surface extends Box {
    Color fill();
  }

  record Panel(Rectangle bounds, Color fill, @Nullable Color border, int arc) implements Surface {}

  record Disc(Rectangle bounds, Color fill) implements Surface {}

  /** An ornament that keeps clear of content. */
  record Rule(Rectangle bounds, Color fill) implements Box {}

  /** A sign: a tick or a cross. */
  record Mark(Rectangle bounds, Sign sign, Color color) implements Box {}

  /** A line through a text that is wrong. */
  record Strike(Rectangle bounds, Color color) implements Box {}

  /** The large drawing of a subject on the title card. */
  record Hero(Rectangle bounds, Theme theme) implements Box {}

  enum Align {
    LEFT,
    CENTER
  }

  enum Sign {
    TICK,
    CROSS
  }

  /** A text at the top left of a place. */
  static Text text(int x, int y, FittedText text, Color color) {
    return new Text(new Rectangle(x, y, text.width(), text.height()), text, color, Align.LEFT);
  }

  /** A text in the middle of a place. */
  static Text centered(Rectangle place, FittedText text, Color color) {
    int x = place.x + (place.width - text.width()) / 2;
    int y = place.y + (place.height - text.height()) / 2;
    return new Text(new Rectangle(x, y, text.width(), text.height()), text, color, Align.CENTER);
  }

  /** A formula with its middle at a height. */
  static Formula formula(int x, int middle, Typeset typeset, Color color) {
    Rectangle bounds =
        new Rectangle(x, middle - typeset.height() / 2, typeset.width(), typeset.height());
    return new Formula(bounds, typeset, color);
  }
}
