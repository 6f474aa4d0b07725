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
  private static final List<Integer> FORMULA_HEIGHTS = List.of(310, 250, 210, 170);
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
    FormulaSlide page = new FormulaSlide(slide);
    Arrangement arrangement = page.arrange(visual, Composition.BOTTOM - top);
    int y = top + (Composition.BOTTOM - top - arrangement.height()) / 3;
    Rectangle card =
        new Rectangle(Composition.LEFT, y, Composition.WIDTH, arrangement.formulaHeight());
    page.formula(visual, card);
    page.symbols(visual.symbols(), y + card.height + arrangement.gap(), arrangement);
  }

  /**
   * How the space is divided.
   *
   * @param rows of cards, of which there may be none
   */
  private record Arrangement(int formulaHeight, int columns, int rows, int cardHeight, int gap) {

    static Arrangement of(int room, int formulaHeight, int symbols, int columns) {
      int rows = (symbols + columns - 1) / columns;
      int gap = rows > 2 ? 18 : Composition.GAP;
      int rest = rows == 0 ? 0 : (room - formulaHeight - rows * gap) / rows;
      return new Arrangement(formulaHeight, columns, rows, Math.min(rest, 240), gap);
    }

    int height() {
      return formulaHeight + rows * (cardHeight + gap);
    }

    int cardWidth() {
      return (Composition.WIDTH - (columns - 1) * Composition.GAP) / columns;
    }
  }

  /** The formula as large as the cards allow: a meaning that loses its end explains nothing. */
  private Arrangement arrange(Visual.Formula visual, int room) {
    int count = visual.symbols().size();
    if (count == 0) {
      return Arrangement.of(room, Math.min(420, room), 0, 1);
    }
    List<Integer> columns =
        count <= 3 ? List.of(count, 2) : count == 4 ? List.of(2) : List.of(3, 2);
    Arrangement tried = Arrangement.of(room, FORMULA_HEIGHTS.get(0), count, columns.get(0));
    for (int height : FORMULA_HEIGHTS) {
      for (int beside : columns) {
        tried = Arrangement.of(room, height, count, beside);
        if (isComplete(visual.symbols(), tried)) {
          return tried;
        }
      }
    }
    return tried;
  }

  private boolean isComplete(List<Visual.Symbol> symbols, Arrangement arrangement) {
    Rectangle card = new Rectangle(0, 0, arrangement.cardWidth(), arrangement.cardHeight());
    return symbols.stream()
        .flatMap(symbol -> content(symbol, card).stream())
        .noneMatch(box -> box instanceof Box.Text text && text.text().shortened());
  }

  private void formula(Visual.Formula visual, Rectangle card) {
    Rectangle inner = new Rectangle(card);
    inner.grow(-50, -Math.min(30, card.height / 8));
    slide.show(2, Entrance.FADE, new Box.Panel(card, theme.surface(), null, 36));
    slide.show(
        slide.cues().at(visual.line()),
        Entrance.RISE,
        expression(visual.latex(), inner, 132, Theme.INK));
  }

  private void symbols(List<Visual.Symbol> symbols, int top, Arrangement arrangement) {
    int width = arrangement.cardWidth();
    int height = arrangement.cardHeight();
    for (int i = 0; i < symbols.size(); i++) {
      Visual.Symbol symbol = symbols.get(i);
      int x = Composition.LEFT + i % arrangement.columns() * (width + Composition.GAP);
      int y = top + i / arrangement.columns() * (height + arrangement.gap());
      int from = slide.cues().at(symbol.line());
      boolean last = i == symbols.size() - 1;
      int next = last ? Actor.ALWAYS : slide.cues().at(symbols.get(i + 1).line());
      Rectangle card = new Rectangle(x, y, width, height);
      slide.reserve(card, 28);
      slide.show(from, Entrance.FADE, new Box.Panel(card, theme.surface(), null, 28));
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
    int room = card.height - 20;
    FittedText unitText = FittedText.fit(unit, UNIT, width, room * 3 / 5);
    int gap = unitText.lines().isEmpty() ? 0 : 6;
    FittedText nameText = FittedText.fit(name, NAME, width, room - unitText.height() - gap);
    if (nameText.shortened() || unitText.shortened()) {
      int besideName = room - gap - NAME.lineHeight(NAME.min());
      unitText = FittedText.fit(unit, UNIT.withMax(UNIT.min()), width, besideName);
      nameText = FittedText.fit(name, NAME, width, room - unitText.height() - gap);
    }
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
