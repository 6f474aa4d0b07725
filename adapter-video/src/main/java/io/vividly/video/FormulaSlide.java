package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/** A formula, large, and below it what its symbols stand for, one card each. */
final class FormulaSlide {

  private static final int PADDING = 34;
  private static final int SYMBOL_SIZE = 62;
  private static final TextStyle NAME = new TextStyle(Typeface.SEMI_BOLD, 44, 32, 1.22, -0.005);
  private static final TextStyle UNIT = new TextStyle(Typeface.REGULAR, 36, 32, 1.25, 0);
  private static final TextStyle PLAIN = new TextStyle(Typeface.SEMI_BOLD, 72, 32);

  private final Composition slide;
  private final Theme theme;

  private FormulaSlide(Composition slide) {
    this.slide = slide;
    this.theme = slide.theme();
  }

  static void compose(Composition slide, String section, Visual.Formula visual) {
    int top = slide.header(section, visual.heading());
    FormulaSlide formula = new FormulaSlide(slide);
    int count = visual.symbols().size();
    int rows = count == 0 ? 0 : count <= 3 ? 1 : (count + 2) / 3;
    int room = Composition.BOTTOM - top;
    int height = rows == 0 ? Math.min(420, room) : rows == 1 ? 310 : Math.min(250, room * 2 / 5);
    int rest = rows == 0 ? 0 : (room - height - rows * Composition.GAP) / Math.max(1, rows);
    int cardHeight = Math.min(rest, rows == 1 ? 240 : 210);
    int used = height + rows * (cardHeight + Composition.GAP);
    int y = top + (room - used) / 3;
    formula.formula(visual, new Rectangle(Composition.LEFT, y, Composition.WIDTH, height));
    if (rows > 0) {
      formula.symbols(visual.symbols(), y + height + Composition.GAP, cardHeight);
    }
  }

  private void formula(Visual.Formula visual, Rectangle card) {
    Rectangle inner = new Rectangle(card);
    inner.grow(-50, -30);
    slide.show(
        slide.cues().at(visual.line()),
        Entrance.RISE,
        new Box.Panel(card, theme.surface(), null, 36),
        expression(visual.latex(), inner, 132, Theme.INK));
  }

  private void symbols(List<Visual.Symbol> symbols, int top, int height) {
    int columns = symbols.size() == 4 ? 2 : Math.min(3, symbols.size());
    int width = (Composition.WIDTH - (columns - 1) * Composition.GAP) / columns;
    for (int i = 0; i < symbols.size(); i++) {
      Visual.Symbol symbol = symbols.get(i);
      int x = Composition.LEFT + i % columns * (width + Composition.GAP);
      int y = top + i / columns * (height + Composition.GAP);
      int from = slide.cues().at(symbol.line());
      boolean last = i == symbols.size() - 1;
      int next = last ? Actor.ALWAYS : slide.cues().at(symbols.get(i + 1).line());
      Rectangle card = new Rectangle(x, y, width, height);
      slide.show(from, Entrance.RISE, new Box.Panel(card, theme.surface(), null, 28));
      slide.showUntil(from, next, new Box.Panel(card, theme.raised(), theme.accent(), 28));
      slide.show(from, Entrance.RISE, content(symbol, card));
    }
  }

  private List<Box> content(Visual.Symbol symbol, Rectangle card) {
    int widest = card.width * 2 / 5 - PADDING;
    Rectangle place = new Rectangle(card.x + PADDING, card.y + 16, widest, card.height - 32);
    Box sign = expression(symbol.latex(), place, SYMBOL_SIZE, theme.accent());
    int signWidth = Math.max(70, sign.bounds().width);
    sign =
        expression(
            symbol.latex(),
            new Rectangle(place.x, place.y, Math.min(widest, signWidth), place.height),
            SYMBOL_SIZE,
            theme.accent());
    int textX = place.x + Math.min(widest, signWidth) + 28;
    int textWidth = card.x + card.width - PADDING - textX;
    List<Box> boxes = new ArrayList<>(List.of(sign));
    boxes.addAll(meaning(symbol.meaning(), textX, textWidth, card));
    return boxes;
  }

  /** What comes before the first comma is the name, the rest its unit. */
  private List<Box> meaning(String meaning, int x, int width, Rectangle card) {
    int comma = meaning.indexOf(", ");
    String name = comma < 0 ? meaning : meaning.substring(0, comma);
    String unit = comma < 0 ? "" : meaning.substring(comma + 2);
    int room = card.height - 28;
    FittedText unitText = FittedText.fit(unit, UNIT, width, room * 3 / 5);
    int gap = unitText.lines().isEmpty() ? 0 : 8;
    FittedText nameText = FittedText.fit(name, NAME, width, room - unitText.height() - gap);
    int y = card.y + (card.height - nameText.height() - gap - unitText.height()) / 2;
    List<Box> boxes = new ArrayList<>();
    if (!nameText.lines().isEmpty()) {
      boxes.add(Box.text(x, y, nameText, Theme.INK));
    }
    if (!unitText.lines().isEmpty()) {
      boxes.add(Box.text(x, y + nameText.height() + gap, unitText, theme.muted()));
    }
    return boxes;
  }

  private static Box expression(String latex, Rectangle place, int size, Color color) {
    Typeset typeset = Typeset.fit(latex, size, place.width, place.height);
    if (typeset == null) {
      FittedText plain =
          FittedText.fit(Typeset.plain(latex), PLAIN.withMax(size), place.width, place.height);
      return Box.centered(place, plain, color);
    }
    int x = place.x + (place.width - typeset.width()) / 2;
    return Box.formula(x, place.y + place.height / 2, typeset, color);
  }
}
