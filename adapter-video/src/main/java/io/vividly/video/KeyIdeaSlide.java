package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Rectangle;

/** One term, large, and the sentence to remember. */
final class KeyIdeaSlide {

  private static final int WIDTH = 1480;
  private static final int INDENT = 52;
  private static final TextStyle TERM = new TextStyle(Typeface.BOLD, 132, 60, 1.1, -0.025);
  private static final TextStyle STATEMENT = new TextStyle(Typeface.REGULAR, 68, 38, 1.34, -0.005);

  private KeyIdeaSlide() {}

  static void compose(Composition slide, String section, Visual.KeyIdea idea) {
    Theme theme = slide.theme();
    int top = Composition.TOP + slide.eyebrow(section, Composition.TOP);
    FittedText term = FittedText.fit(idea.term(), TERM, WIDTH, 300);
    FittedText statement = FittedText.fit(idea.statement().text(), STATEMENT, WIDTH - INDENT, 380);
    int height = term.height() + 52 + statement.height();
    int y = top + (Composition.BOTTOM - top - height) / 2;
    if (!term.lines().isEmpty()) {
      slide.show(2, Entrance.RISE, Box.text(Composition.LEFT - 4, y, term, theme.accent()));
    }
    y += term.height() + 52;
    Rectangle bar = new Rectangle(Composition.LEFT, y + 6, 8, statement.height() - 12);
    slide.show(
        slide.cues().at(idea.statement().line()),
        Entrance.RISE,
        new Box.Rule(bar, theme.second()),
        Box.text(Composition.LEFT + INDENT, y, statement, Theme.INK));
  }
}
