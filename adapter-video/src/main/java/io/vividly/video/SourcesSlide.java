package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/** Where it comes from. As many entries as fit; the transcript names all. */
final class SourcesSlide {

  private static final int SPACE = 22;
  private static final int PICTURE = 480;
  private static final int WIDTH = Composition.WIDTH - PICTURE - 104;
  private static final TextStyle ENTRY = new TextStyle(Typeface.REGULAR, 40, 34, 1.3, 0);

  private SourcesSlide() {}

  static void compose(Composition slide, String section, Visual.Sources visual) {
    Theme theme = slide.theme();
    int y = slide.header(section, "");
    List<FittedText> entries = FittedText.fitAll(visual.entries(), ENTRY, WIDTH, 160);
    int entered = 6;
    int pictureY = Math.max(y, (Composition.TOP + Composition.BOTTOM - PICTURE) / 2);
    Rectangle place = new Rectangle(Composition.RIGHT - PICTURE, pictureY, PICTURE, PICTURE);
    slide.show(2, Entrance.FADE, new Box.Hero(place, theme));
    for (int i = 0; i < entries.size(); i++) {
      FittedText entry = entries.get(i);
      boolean last = i == entries.size() - 1;
      int reserved = last ? 0 : SPACE + entry.style().lineHeight(entry.size());
      if (y + entry.height() + reserved > Composition.BOTTOM) {
        String more = "and " + (entries.size() - i) + " more, in the transcript";
        FittedText rest = FittedText.fit(more, ENTRY, WIDTH, 60);
        slide.show(entered, Entrance.FADE, Box.text(Composition.LEFT + 44, y, rest, theme.muted()));
        return;
      }
      if (!entry.lines().isEmpty()) {
        slide.show(entered, Entrance.RISE, row(theme, entry, y));
        y += entry.height() + SPACE;
        entered += 3;
      }
    }
  }

  private static List<Box> row(Theme theme, FittedText entry, int y) {
    int middle = y + entry.style().lineHeight(entry.size()) / 2;
    List<Box> boxes = new ArrayList<>();
    boxes.add(new Box.Rule(new Rectangle(Composition.LEFT, middle - 6, 12, 12), theme.accent()));
    boxes.add(Box.text(Composition.LEFT + 44, y, entry, Theme.INK));
    return boxes;
  }
}
