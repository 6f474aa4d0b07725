package io.vividly.video;

import java.awt.Rectangle;
import java.util.List;

/**
 * Boxes that come and go together.
 *
 * @param from the frame in which they begin to appear
 * @param to the frame in which they begin to disappear
 */
record Actor(List<Box> boxes, Entrance entrance, int from, int to) {

  static final int ALWAYS = Integer.MAX_VALUE / 2;

  /** How long something takes to appear, in frames. */
  static final int ENTER_FRAMES = 10;

  /** How long something takes to disappear, in frames. */
  static final int LEAVE_FRAMES = 7;

  private static final int RISE = 30;

  Actor {
    boxes = List.copyOf(boxes);
  }

  /** How boxes appear. */
  enum Entrance {
    AT_ONCE,
    FADE,
    /** Fades in and moves up a little. */
    RISE,
    /** Is drawn from left to right. */
    WIPE
  }

  /**
   * How an actor is seen in a frame.
   *
   * @param alpha from 0, not seen, to 255
   * @param drop how far below its place, in pixels
   * @param wiped how much of it is drawn, from the left, in thousandths
   */
  record Pose(int alpha, int drop, int wiped) {
    static final Pose HIDDEN = new Pose(0, 0, 0);
    static final Pose SHOWN = new Pose(255, 0, 1000);
  }

  Actor until(int frame) {
    return new Actor(boxes, entrance, from, Math.min(to, frame));
  }

  /** All that is touched in place, with a margin for smooth edges. */
  Rectangle bounds() {
    Rectangle union = new Rectangle(boxes.get(0).bounds());
    boxes.forEach(box -> union.add(box.bounds()));
    union.grow(4, 4);
    return union;
  }

  Pose at(int frame) {
    if (frame < from || frame >= to + LEAVE_FRAMES) {
      return Pose.HIDDEN;
    }
    if (frame >= to) {
      double gone = eased((frame - to + 1) / (double) LEAVE_FRAMES);
      return new Pose((int) Math.round(255 * (1 - gone)), 0, 1000);
    }
    if (entrance == Entrance.AT_ONCE || frame >= from + ENTER_FRAMES - 1) {
      return Pose.SHOWN;
    }
    double progress = eased((frame - from + 1) / (double) ENTER_FRAMES);
    int alpha = (int) Math.round(255 * progress);
    return switch (entrance) {
      case FADE -> new Pose(alpha, 0, 1000);
      case RISE -> new Pose(alpha, (int) Math.round(RISE * (1 - progress)), 1000);
      case WIPE -> new Pose(255, 0, (int) Math.round(1000 * progress));
      case AT_ONCE -> Pose.SHOWN;
    };
  }

  /** Fast at first, slow at the end. */
  private static double eased(double progress) {
    double left = 1 - progress;
    return 1 - left * left * left;
  }
}
