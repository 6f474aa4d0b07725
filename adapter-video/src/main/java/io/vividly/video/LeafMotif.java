package io.vividly.video;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Biology: leaves with their veins, and cells with their nuclei. */
final class LeafMotif implements Motif {

  @Override
  public void ground(Graphics2D graphics, Theme theme) {
    leaf(graphics, 1950, 330, 470, -2.2, theme.surface(), theme.base());
    leaf(graphics, 1890, 60, 330, 2.75, theme.surface(), theme.base());
  }

  @Override
  public void hero(Graphics2D graphics, Theme theme) {
    leaf(graphics, -40, 330, 640, -1.05, theme.second(), theme.raised());
    leaf(graphics, -40, 330, 430, -2.25, theme.accent(), theme.raised());
    cell(graphics, -285, -160, 74, theme);
    cell(graphics, -205, -285, 46, theme);
    cell(graphics, 265, 190, 58, theme);
  }

  private static void cell(Graphics2D graphics, int x, int y, int radius, Theme theme) {
    graphics.setColor(theme.raised());
    graphics.fill(circle(x, y, radius));
    graphics.setColor(theme.second());
    graphics.setStroke(new BasicStroke(5));
    graphics.draw(circle(x, y, radius));
    graphics.setColor(theme.accent());
    graphics.fill(circle(x + radius * 0.18, y - radius * 0.1, radius * 0.36));
  }

  private static Shape circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** A leaf that grows from a point in a direction (radians, clockwise from the right). */
  private static void leaf(
      Graphics2D graphics,
      double x,
      double y,
      double length,
      double angle,
      Color fill,
      Color vein) {
    AffineTransform saved = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(angle);
    double half = length * 0.26;
    Path2D blade = new Path2D.Double();
    blade.moveTo(0, 0);
    blade.curveTo(length * 0.2, -half * 1.5, length * 0.68, -half * 1.35, length, 0);
    blade.curveTo(length * 0.68, half * 1.35, length * 0.2, half * 1.5, 0, 0);
    graphics.setColor(fill);
    graphics.fill(blade);
    graphics.setColor(vein);
    graphics.setStroke(
        new BasicStroke((float) (length / 90), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D veins = new Path2D.Double();
    veins.moveTo(length * 0.02, 0);
    veins.lineTo(length * 0.93, 0);
    for (double at = 0.14; at < 0.8; at += 0.13) {
      double reach = half * 1.05 * Math.sin(Math.PI * Math.min(1, at + 0.2)) * 0.78;
      for (int side = -1; side <= 1; side += 2) {
        veins.moveTo(length * at, 0);
        veins.quadTo(length * (at + 0.06), side * reach * 0.6, length * (at + 0.15), side * reach);
      }
    }
    graphics.draw(veins);
    graphics.setTransform(saved);
  }
}
