package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Rectangle;

/** The title card: the title at the left, the picture of the subject at the right. */
final class TitleSlide {

  private static final int WIDTH = 930;
  private static final TextStyle KICKER = new TextStyle(Typeface.SEMI_BOLD, 38, 32, 1.3, 0.03);
  private static final TextStyle TITLE = new TextStyle(Typeface.BOLD, 124, 56, 1.08, -0.025);
  private static final TextStyle QUESTION = new TextStyle(Typeface.REGULAR, 50, 34, 1.32, 0);

  private TitleSlide() {}

  static void compose(Composition slide, Visual.TitleCard card) {
    Theme theme = slide.theme();
    FittedText kicker = FittedText.fit(card.kicker(), KICKER, WIDTH, 50);
    FittedText title = FittedText.fit(card.title(), TITLE, WIDTH, 410);
    FittedText question = FittedText.fit(card.question().text(), QUESTION, WIDTH, 210);
    int kickerHeight = kicker.lines().isEmpty() ? 0 : kicker.height() + 24;
    int height = kickerHeight + title.height() + 84 + question.height();
    int y = Composition.TOP + (Composition.BOTTOM - Composition.TOP - height) / 2;

    // The first picture of a video stands for it wherever it is listed, so it is complete at once.
    slide.show(0, Entrance.AT_ONCE, new Box.Hero(new Rectangle(1090, 70, 780, 780), theme));
    if (!kicker.lines().isEmpty()) {
      slide.show(0, Entrance.AT_ONCE, Box.text(Composition.LEFT, y, kicker, theme.accent()));
    }
    y += kickerHeight;
    slide.show(0, Entrance.AT_ONCE, Box.text(Composition.LEFT - 4, y, title, Theme.INK));
    y += title.height() + 34;
    Rectangle rule = new Rectangle(Composition.LEFT, y, 120, 8);
    slide.show(0, Entrance.AT_ONCE, new Box.Rule(rule, theme.accent()));
    y += 50;
    slide.show(
        slide.cues().at(card.question().line()),
        Entrance.RISE,
        Box.text(Composition.LEFT, y, question, theme.muted()));
  }
}
