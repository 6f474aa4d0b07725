package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Rectangle;

/** One term, large, and the sentence to remember; beside them the picture of the subject. */
final class KeyIdeaSlide {

  private static final int WIDTH = 1480;
  private static final int PICTURE = 520;
  private static final int WIDTH_BESIDE_PICTURE = Composition.WIDTH - PICTURE - 60;
  private static final int INDENT = 52;
  private static final TextStyle TERM = new TextStyle(Typeface.BOLD, 132, 60, 1.1, -0.025);
  private static final TextStyle STATEMENT = new TextStyle(Typeface.REGULAR, 68, 38, 1.34, -0.005);

  private KeyIdeaSlide() {}

  static void compose(Composition slide, String section, Visual.KeyIdea idea) {
    Theme theme = slide.theme();
    int top = Composition.TOP + slide.eyebrow(section, Composition.TOP);
    FittedText term = FittedText.fit(idea.term(), TERM, WIDTH_BESIDE_PICTURE, 300);
    FittedText statement = statement(idea, WIDTH_BESIDE_PICTURE);
    if (term.size() < 84 || statement.size() < 50) {
      term = FittedText.fit(idea.term(), TERM, WIDTH, 300);
      statement = statement(idea, WIDTH);
    } else {
      int pictureY = top + (Composition.BOTTOM - top - PICTURE) / 2;
      Rectangle place = new Rectangle(Composition.RIGHT - PICTURE, pictureY, PICTURE, PICTURE);
      slide.show(2, Entrance.FADE, new Box.Hero(place, theme));
    }
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

  private static FittedText statement(Visual.KeyIdea idea, int width) {
    return FittedText.fit(idea.statement().text(), STATEMENT, width - INDENT, 380);
  }
}
