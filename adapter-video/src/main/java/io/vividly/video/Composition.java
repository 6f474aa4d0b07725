package io.vividly.video;

import io.vividly.video.Actor.Entrance;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/** A slide while it is composed: the place there is, and what has been put on it. */
final class Composition {

  static final int LEFT = 130;
  static final int RIGHT = 1790;
  static final int TOP = 84;

  /** The last row of pixels for content; captions are shown below. */
  static final int BOTTOM = 868;

  static final int WIDTH = RIGHT - LEFT;
  static final int GAP = 28;

  private static final TextStyle EYEBROW = new TextStyle(Typeface.SEMI_BOLD, 36, 32, 1.3, 0.02);
  private static final TextStyle HEADING = new TextStyle(Typeface.BOLD, 68, 40, 1.18, -0.015);

  private final Theme theme;
  private final Cues cues;
  private final List<Actor> actors = new ArrayList<>();

  Composition(Theme theme, Cues cues) {
    this.theme = theme;
    this.cues = cues;
  }

  Theme theme() {
    return theme;
  }

  Cues cues() {
    return cues;
  }

  void show(int from, Entrance entrance, Box... boxes) {
    show(from, entrance, List.of(boxes));
  }

  void show(int from, Entrance entrance, List<Box> boxes) {
    // A text of which no character can be drawn takes no place.
    List<Box> seen = boxes.stream().filter(box -> !box.bounds().isEmpty()).toList();
    if (!seen.isEmpty()) {
      actors.add(new Actor(seen, entrance, from, Actor.ALWAYS));
    }
  }

  /** Shows from the start where something will be, so that a slide is never nearly empty. */
  void reserve(Rectangle place, int arc) {
    show(2, Entrance.FADE, new Box.Panel(place, theme.faint(), null, arc));
  }

  void showUntil(int from, int to, Box box) {
    actors.add(new Actor(List.of(box), Entrance.FADE, from, Math.max(from, to)));
  }

  /**
   * Puts the name of the section, and below it the heading of the slide, at the top.
   *
   * @return where the space below begins
   */
  int header(String section, String heading) {
    boolean same = section.equalsIgnoreCase(heading) || heading.isBlank();
    FittedText title = FittedText.fit(same ? section : heading, HEADING, WIDTH, 170);
    int y = TOP;
    if (!same) {
      y += eyebrow(section, y);
    }
    if (!title.lines().isEmpty()) {
      show(2, Entrance.RISE, Box.text(LEFT, y, title, Theme.INK));
    }
    return y + title.height() + 34;
  }

  /**
   * Puts a small line above.
   *
   * @return its height, with the space below
   */
  int eyebrow(String text, int y) {
    FittedText fitted = FittedText.fit(text, EYEBROW, WIDTH - 70, 47);
    if (fitted.lines().isEmpty()) {
      return 0;
    }
    Rectangle bar = new Rectangle(LEFT, y + fitted.height() / 2 - 3, 44, 6);
    show(
        0,
        Entrance.FADE,
        new Box.Rule(bar, theme.accent()),
        Box.text(LEFT + 64, y, fitted, theme.accent()));
    return fitted.height() + 14;
  }

  /**
   * The finished slide.
   *
   * @param stays whether all stays on the screen until the last frame
   */
  Slide slide(boolean stays) {
    if (stays) {
      return new Slide(theme, actors, cues.frames());
    }
    int leave = cues.frames() - Actor.LEAVE_FRAMES;
    return new Slide(
        theme, actors.stream().map(actor -> actor.until(leave)).toList(), cues.frames());
  }
}
