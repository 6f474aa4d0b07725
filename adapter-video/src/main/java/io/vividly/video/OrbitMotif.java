package io.vividly.video;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;

/** Physics: bodies on their orbits. */
final class OrbitMotif implements Motif {

  private static final double TILT = -0.42;
  private static final double FLATNESS = 0.46;

  @Override
  public void ground(Graphics2D graphics, Theme theme) {
    AffineTransform saved = graphics.getTransform();
    graphics.translate(1720, 120);
    graphics.rotate(TILT);
    graphics.setColor(theme.surface());
    for (int radius = 260; radius <= 980; radius += 180) {
      graphics.setStroke(new BasicStroke(3));
      graphics.draw(ellipse(radius, radius * FLATNESS));
    }
    graphics.setTransform(saved);
  }

  @Override
  public void hero(Graphics2D graphics, Theme theme) {
    AffineTransform saved = graphics.getTransform();
    graphics.rotate(TILT);
    int[] radii = {150, 235, 320, 400};
    graphics.setColor(theme.raised());
    graphics.fill(ellipse(400, 400 * FLATNESS));
    graphics.setColor(theme.surface());
    graphics.fill(ellipse(320, 320 * FLATNESS));
    graphics.setColor(theme.raised());
    graphics.fill(ellipse(235, 235 * FLATNESS));
    graphics.setColor(theme.surface());
    graphics.fill(ellipse(150, 150 * FLATNESS));
    graphics.setStroke(new BasicStroke(4));
    for (int radius : radii) {
      graphics.setColor(theme.second());
      graphics.draw(ellipse(radius, radius * FLATNESS));
    }
    body(graphics, 0, 0, 62, theme.accent());
    planet(graphics, 150, 0.6, 17, theme.second());
    planet(graphics, 235, 2.7, 27, Theme.INK);
    planet(graphics, 320, 5.3, 22, theme.accent());
    planet(graphics, 400, 1.4, 38, theme.second());
    graphics.setTransform(saved);
  }

  private static void planet(Graphics2D graphics, int orbit, double at, int radius, Color color) {
    body(graphics, orbit * Math.cos(at), orbit * FLATNESS * Math.sin(at), radius, color);
  }

  private static void body(Graphics2D graphics, double x, double y, int radius, Color color) {
    graphics.setColor(color);
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
  }

  private static Ellipse2D ellipse(double a, double b) {
    return new Ellipse2D.Double(-a, -b, 2 * a, 2 * b);
  }
}
