package io.vividly.video;

import io.vividly.core.model.Visual;
import io.vividly.video.Actor.Entrance;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbered cards that appear as they are spoken of; the present one is brighter. Few short steps
 * stand side by side, others one below the other.
 */
final class StepsSlide {

  private static final TextStyle LABEL = new TextStyle(Typeface.SEMI_BOLD, 50, 32, 1.25, -0.01);
  private static final TextStyle NUMBER = new TextStyle(Typeface.BOLD, 46, 32);
  private static final int BADGE = 88;
  private static final int PADDING = 44;
  private static final int ROW_LIMIT = 172;

  private final Composition slide;
  private final List<Visual.Cued> steps;

  private StepsSlide(Composition slide, List<Visual.Cued> steps) {
    this.slide = slide;
    this.steps = steps;
  }

  static void compose(Composition slide, String section, Visual.Steps visual) {
    int top = slide.header(section, visual.heading());
    StepsSlide steps = new StepsSlide(slide, visual.steps());
    if (!steps.sideBySide(top)) {
      steps.oneBelowTheOther(top);
    }
  }

  private boolean sideBySide(int top) {
    int count = steps.size();
    if (count > 4) {
      return false;
    }
    int width = Math.min(640, (Composition.WIDTH - (count - 1) * Composition.GAP) / count);
    List<FittedText> labels = FittedText.fitAll(texts(), LABEL, width - 2 * PADDING, 270);
    int longest = labels.stream().mapToInt(label -> label.lines().size()).max().orElse(0);
    boolean wellSet = labels.get(0).size() >= 40 && longest <= 4;
    if (!wellSet) {
      return false;
    }
    int height = Math.max(340, PADDING + BADGE + 44 + tallest(labels) + PADDING);
    int y = top + (Composition.BOTTOM - top - height) * 2 / 5;
    for (int i = 0; i < count; i++) {
      Rectangle card =
          new Rectangle(Composition.LEFT + i * (width + Composition.GAP), y, width, height);
      Rectangle badge = new Rectangle(card.x + PADDING, card.y + PADDING, BADGE, BADGE);
      Box label = Box.text(card.x + PADDING, badge.y + BADGE + 44, labels.get(i), Theme.INK);
      card(i, card, badge, label);
    }
    return true;
  }

  private void oneBelowTheOther(int top) {
    int count = steps.size();
    int gap = count > 4 ? 18 : 24;
    int room = Composition.BOTTOM - top;
    int height = Math.min(ROW_LIMIT, (room - (count - 1) * gap) / count);
    int diameter = Math.min(BADGE, height - 24);
    int inset = PADDING + diameter + 36;
    List<FittedText> labels =
        FittedText.fitAll(texts(), LABEL, Composition.WIDTH - inset - PADDING, height - 20);
    int used = count * height + (count - 1) * gap;
    int y = top + (room - used) / 3;
    for (int i = 0; i < count; i++) {
      Rectangle card = new Rectangle(Composition.LEFT, y, Composition.WIDTH, height);
      Rectangle badge =
          new Rectangle(card.x + PADDING, y + (height - diameter) / 2, diameter, diameter);
      int textY = y + (height - labels.get(i).height()) / 2;
      card(i, card, badge, Box.text(card.x + inset, textY, labels.get(i), Theme.INK));
      y += height + gap;
    }
  }

  private void card(int index, Rectangle card, Rectangle badge, Box label) {
    Theme theme = slide.theme();
    int from = slide.cues().at(steps.get(index).line());
    boolean last = index == steps.size() - 1;
    int next = last ? Actor.ALWAYS : slide.cues().at(steps.get(index + 1).line());
    FittedText number =
        FittedText.fit(String.valueOf(index + 1), NUMBER, badge.width, badge.height);
    slide.reserve(card, 36);
    slide.show(from, Entrance.FADE, new Box.Panel(card, theme.surface(), null, 36));
    slide.showUntil(from, next, new Box.Panel(card, theme.raised(), theme.accent(), 36));
    List<Box> content = new ArrayList<>();
    content.add(new Box.Disc(badge, theme.accent()));
    content.add(Box.centered(badge, number, theme.base()));
    content.add(label);
    slide.show(from, Entrance.RISE, content);
  }

  private List<String> texts() {
    return steps.stream().map(Visual.Cued::text).toList();
  }

  private static int tallest(List<FittedText> texts) {
    return texts.stream().mapToInt(FittedText::height).max().orElse(0);
  }
}
