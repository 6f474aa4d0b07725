package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problem on a card at the left; at the right its solution, line by line. */
final class WorkedExampleSlide {

  private static final int CARD_WIDTH = 640;
  private static final int PADDING = 48;

  private static final int RAIL = Composition.LEFT + CARD_WIDTH + 76;
  private static final int LINE_X = RAIL + 56;
  private static final int LINE_WIDTH = Composition.RIGHT - LINE_X - 36;
  private static final int FORMULA_SIZE = 68;
  private static final TextStyle SETTING = new TextStyle(Typeface.SEMI_BOLD, 36, 32, 1.3, 0.02);
  private static final TextStyle PROBLEM = new TextStyle(Typeface.REGULAR, 46, 32, 1.36, 0);
  private static final TextStyle WORKING = new TextStyle(Typeface.SEMI_BOLD, 48, 32, 1.25, 0);

  private final Composition slide;
  private final Theme theme;

  private WorkedExampleSlide(Composition slide) {
    this.slide = slide;
    this.theme = slide.theme();
  }

  static void compose(Composition slide, String section, Visual.WorkedExample example) {
    int top = slide.header(section, "");
    WorkedExampleSlide page = new WorkedExampleSlide(slide);
    int slot = Math.min(158, (Composition.BOTTOM - top) / example.workings().size());
    page.problem(example, top, slot * example.workings().size() - 10);
    page.workings(example.workings(), top, slot);
  }

  private void problem(Visual.WorkedExample example, int top, int least) {
    int inner = CARD_WIDTH - 2 * PADDING;
    FittedText setting = FittedText.fit(example.setting(), SETTING, inner, 94);
    int settingHeight = setting.lines().isEmpty() ? 0 : setting.height() + 20;
    int room = Composition.BOTTOM - top - 2 * PADDING - settingHeight;
    FittedText problem = FittedText.fit(example.problem().text(), PROBLEM, inner, room);
    Rectangle card =
        new Rectangle(
            Composition.LEFT,
            top,
            CARD_WIDTH,
            Math.max(least, problem.height() + settingHeight + 2 * PADDING));
    int y = top + PADDING;
    slide.show(2, Entrance.FADE, new Box.Panel(card, theme.surface(), null, 36));
    if (settingHeight > 0) {
      slide.show(2, Entrance.RISE, Box.text(card.x + PADDING, y, setting, theme.accent()));
    }
    slide.show(
        slide.cues().at(example.problem().line()),
        Entrance.RISE,
        Box.text(card.x + PADDING, y + settingHeight, problem, Theme.INK));
  }

  private void workings(List<Visual.Working> workings, int top, int slot) {
    int height = slot - 10;
    int size = commonSize(workings, height - inset(height));
    for (int i = 0; i < workings.size(); i++) {
      Visual.Working working = workings.get(i);
      int middle = top + i * slot + height / 2;
      int from = slide.cues().at(working.line());
      boolean last = i == workings.size() - 1;
      Rectangle place =
          new Rectangle(RAIL + 24, middle - height / 2, Composition.RIGHT - RAIL - 24, height);
      if (last) {
        slide.reserve(place, 28);
      }
      slide.show(2, Entrance.FADE, new Box.Rule(dot(middle), theme.raised()));
      if (i > 0) {
        Rectangle link = new Rectangle(RAIL - 2, middle - slot + 22, 4, slot - 44);
        slide.show(2, Entrance.FADE, new Box.Rule(link, theme.raised()));
        slide.show(from, Entrance.FADE, new Box.Rule(link, theme.second()));
      }
      slide.show(from, Entrance.RISE, line(working, place, size, last));
    }
  }

  private List<Box> line(Visual.Working working, Rectangle place, int size, boolean result) {
    int middle = place.y + place.height / 2;
    List<Box> boxes = new ArrayList<>();
    if (result) {
      boxes.add(new Box.Panel(place, theme.raised(), theme.accent(), 28));
    }
    boxes.add(new Box.Rule(dot(middle), result ? theme.accent() : theme.second()));
    Typeset typeset = typeset(working, place.height - inset(place.height));
    if (typeset != null) {
      Typeset common = typeset.size() > size ? typeset.at(size) : typeset;
      boxes.add(Box.formula(LINE_X, middle, common, result ? theme.accent() : Theme.INK));
      return boxes;
    }
    String plain = working.isLatex() ? Typeset.plain(working.content()) : working.content();
    FittedText text =
        FittedText.fit(plain, WORKING, LINE_WIDTH, place.height - inset(place.height));
    boxes.add(
        Box.text(LINE_X, middle - text.height() / 2, text, result ? theme.accent() : Theme.INK));
    return boxes;
  }

  /** What stays free above and below a line of the solution, together. */
  private static int inset(int height) {
    return height < 128 ? 4 : 24;
  }

  private static Rectangle dot(int middle) {
    return new Rectangle(RAIL - 11, middle - 11, 22, 22);
  }

  /** The size at which each formula fits. */
  private static int commonSize(List<Visual.Working> workings, int height) {
    int size = FORMULA_SIZE;
    for (Visual.Working working : workings) {
      Typeset typeset = typeset(working, height);
      if (typeset != null) {
        size = Math.min(size, typeset.size());
      }
    }
    return Math.max(size, TextStyle.SMALLEST);
  }

  private static @Nullable Typeset typeset(Visual.Working working, int height) {
    return working.isLatex()
        ? Typeset.fit(working.content(), FORMULA_SIZE, LINE_WIDTH, height)
        : null;
  }
}
