package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;

/** What people believe, crossed out when what is right appears below. */
final class MisconceptionSlide {

  private static final int PADDING = 48;
  private static final int SIGN = 40;
  private static final int TEXT_X = Composition.LEFT + PADDING + 112;
  private static final TextStyle LABEL = new TextStyle(Typeface.SEMI_BOLD, 36, 32, 1.3, 0.02);
  private static final TextStyle BELIEF = new TextStyle(Typeface.SEMI_BOLD, 58, 34, 1.3, -0.01);

  private final Composition slide;
  private final Theme theme;

  private MisconceptionSlide(Composition slide) {
    this.slide = slide;
    this.theme = slide.theme();
  }

  static void compose(Composition slide, String section, Visual.Misconception visual) {
    int top = slide.header(section, "");
    int height = Math.min(320, (Composition.BOTTOM - top - 32) / 2);
    int y = top + (Composition.BOTTOM - top - 2 * height - 32) / 3;
    MisconceptionSlide page = new MisconceptionSlide(slide);
    Rectangle above = new Rectangle(Composition.LEFT, y, Composition.WIDTH, height);
    Rectangle below = new Rectangle(Composition.LEFT, y + height + 32, Composition.WIDTH, height);
    int rightFrom = slide.cues().at(visual.right().line());
    List<FittedText> beliefs =
        FittedText.fitAll(
            List.of(visual.wrong().text(), visual.right().text()),
            BELIEF,
            Composition.RIGHT - PADDING - TEXT_X,
            height - 2 * PADDING - 60);
    int wrongFrom = slide.cues().at(visual.wrong().line());
    Box.Text wrong =
        page.card(
            wrongFrom, above, "Many people think", beliefs.get(0), Box.Sign.CROSS, Theme.WRONG);
    page.strike(wrong, rightFrom);
    page.card(rightFrom, below, "In fact", beliefs.get(1), Box.Sign.TICK, Theme.RIGHT);
  }

  private Box.Text card(
      int from, Rectangle card, String label, FittedText text, Box.Sign sign, Color color) {
    FittedText head = FittedText.fit(label, LABEL, 900, 60);
    int height = head.height() + 14 + text.height();
    int y = card.y + (card.height - height) / 2;
    Box.Text belief = Box.text(TEXT_X, y + head.height() + 14, text, Theme.INK);
    Rectangle mark =
        new Rectangle(card.x + PADDING + 14, card.y + (card.height - SIGN) / 2, SIGN, SIGN);
    Rectangle stripe = new Rectangle(card.x + 20, card.y + 32, 8, card.height - 64);
    slide.reserve(card, 36);
    int headFrom = sign == Box.Sign.CROSS ? 2 : from;
    slide.show(
        headFrom,
        Entrance.FADE,
        new Box.Panel(card, theme.surface(), null, 36),
        new Box.Rule(stripe, color),
        Box.text(TEXT_X, y, head, color));
    slide.show(from, Entrance.RISE, new Box.Mark(mark, sign, color), belief);
    return belief;
  }

  private void strike(Box.Text wrong, int from) {
    FittedText text = wrong.text();
    int lineHeight = text.style().lineHeight(text.size());
    int y = wrong.bounds().y;
    for (String line : text.lines()) {
      int width = (int) Math.ceil(text.style().width(line, text.size()));
      Rectangle through = new Rectangle(wrong.bounds().x - 10, y + 6, width + 20, lineHeight);
      slide.show(from, Entrance.WIPE, new Box.Strike(through, Theme.WRONG));
      y += lineHeight;
    }
  }
}
