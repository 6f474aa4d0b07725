package io.vividly.video;

import java.awt.Graphics2D;

/** The drawings that belong to a subject. */
interface Motif {

  /**
   * Draws on the ground of every slide, in colours between {@link Theme#base()} and {@link
   * Theme#raised()}, so that text stays legible on it.
   */
  void ground(Graphics2D graphics, Theme theme);

  /** Draws the picture of the title card, around the origin, in a circle of radius 400. */
  void hero(Graphics2D graphics, Theme theme);
}
