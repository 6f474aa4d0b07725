package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Rectangle;
import java.util.List;

/** What to remember, numbered. */
final class TakeawaysSlide {

  private static final int INSET = 170;
  private static final TextStyle NUMBER = new TextStyle(Typeface.LIGHT, 112, 48, 1.1, -0.03);
  private static final TextStyle ITEM = new TextStyle(Typeface.SEMI_BOLD, 54, 34, 1.28, -0.01);

  private TakeawaysSlide() {}

  static void compose(Composition slide, String section, Visual.Takeaways visual) {
    int top = slide.header(section, "");
    List<Visual.Cued> items = visual.items();
    int slot = Math.min(220, (Composition.BOTTOM - top) / items.size());
    List<FittedText> texts =
        FittedText.fitAll(
            items.stream().map(Visual.Cued::text).toList(),
            ITEM,
            Composition.WIDTH - INSET,
            slot - 30);
    int y = top + (Composition.BOTTOM - top - items.size() * slot) / 3;
    for (int i = 0; i < items.size(); i++) {
      int from = slide.cues().at(items.get(i).line());
      int middle = y + slot / 2;
      FittedText number = FittedText.fit(String.valueOf(i + 1), NUMBER, INSET - 50, slot - 24);
      if (i > 0) {
        Rectangle rule = new Rectangle(Composition.LEFT, y, Composition.WIDTH, 3);
        slide.show(2, Entrance.FADE, new Box.Rule(rule, slide.theme().raised()));
      }
      slide.show(
          2,
          Entrance.FADE,
          Box.text(Composition.LEFT, middle - number.height() / 2, number, slide.theme().accent()));
      slide.show(
          from,
          Entrance.RISE,
          Box.text(
              Composition.LEFT + INSET,
              middle - texts.get(i).height() / 2,
              texts.get(i),
              Theme.INK));
      y += slot;
    }
  }
}
