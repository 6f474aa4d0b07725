package io.vividly.video;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;

/** Any other subject: circles that meet. */
final class CircleMotif implements Motif {

  @Override
  public void ground(Graphics2D graphics, Theme theme) {
    graphics.setColor(theme.surface());
    graphics.setStroke(new BasicStroke(3));
    for (int radius = 160; radius <= 560; radius += 100) {
      graphics.draw(circle(1800, 60, radius));
    }
  }

  @Override
  public void hero(Graphics2D graphics, Theme theme) {
    Shape top = circle(0, -130, 225);
    Shape left = circle(-140, 110, 225);
    Shape right = circle(140, 110, 225);
    fill(graphics, top, theme.surface());
    fill(graphics, left, theme.raised());
    fill(graphics, right, theme.surface());
    fill(graphics, common(top, left), theme.second());
    fill(graphics, common(left, right), theme.raised().brighter());
    fill(graphics, common(top, right), theme.raised().brighter());
    Area middle = common(top, left);
    middle.intersect(new Area(right));
    fill(graphics, middle, theme.accent());
    graphics.setColor(theme.accent());
    graphics.setStroke(new BasicStroke(6));
    graphics.draw(top);
    graphics.draw(left);
    graphics.draw(right);
  }

  private static Area common(Shape a, Shape b) {
    Area area = new Area(a);
    area.intersect(new Area(b));
    return area;
  }

  private static void fill(Graphics2D graphics, Shape shape, Color color) {
    graphics.setColor(color);
    graphics.fill(shape);
  }

  private static Shape circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
