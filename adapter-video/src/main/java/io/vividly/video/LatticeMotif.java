package io.vividly.video;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/** Chemistry: a lattice of hexagons, and a ring with its atoms. */
final class LatticeMotif implements Motif {

  private static final double STEP = Math.PI / 3;

  @Override
  public void ground(Graphics2D graphics, Theme theme) {
    graphics.setColor(theme.surface());
    graphics.setStroke(new BasicStroke(3));
    int side = 92;
    double dx = side * Math.sqrt(3);
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 5; column++) {
        boolean outside = column + row / 2.0 > 5 || column < row / 3;
        if (!outside) {
          double x = 1920 - column * dx - (row % 2) * dx / 2;
          graphics.draw(hexagon(x, 30 + row * side * 1.5, side));
        }
      }
    }
  }

  @Override
  public void hero(Graphics2D graphics, Theme theme) {
    int side = 140;
    double dx = side * Math.sqrt(3);
    ring(graphics, theme, -dx / 2, side * 0.75, side, theme.raised());
    ring(graphics, theme, dx / 2, side * 0.75, side, theme.surface());
    ring(graphics, theme, 0, -side * 0.75, side, theme.surface());
    bond(graphics, theme, dx / 2, -side * 1.25, dx / 2 + 95, -side * 1.25 - 55);
    atom(graphics, dx / 2 + 95, -side * 1.25 - 55, 46, theme.accent());
    bond(graphics, theme, -dx, side * 1.25, -dx - 60, side * 1.25 + 70);
    atom(graphics, -dx - 60, side * 1.25 + 70, 38, theme.second());
    atom(graphics, 0, side * 0.25, 30, theme.accent());
    atom(graphics, 0, -side * 1.75, 24, Theme.INK);
    atom(graphics, dx, side * 0.25, 24, Theme.INK);
    atom(graphics, -dx / 2, side * 1.75, 24, Theme.INK);
    atom(graphics, dx / 2, side * 1.75, 32, theme.second());
  }

  private static void ring(
      Graphics2D graphics, Theme theme, double x, double y, int side, Color fill) {
    graphics.setColor(fill);
    graphics.fill(hexagon(x, y, side));
    graphics.setColor(theme.second());
    graphics.setStroke(new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(hexagon(x, y, side));
  }

  private static void bond(
      Graphics2D graphics, Theme theme, double x1, double y1, double x2, double y2) {
    graphics.setColor(theme.second());
    graphics.setStroke(new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  private static void atom(Graphics2D graphics, double x, double y, int radius, Color color) {
    graphics.setColor(color);
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
  }

  private static Path2D hexagon(double x, double y, double side) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < 6; i++) {
      double angle = Math.PI / 6 + i * STEP;
      double cornerX = x + side * Math.cos(angle);
      double cornerY = y + side * Math.sin(angle);
      if (i == 0) {
        path.moveTo(cornerX, cornerY);
      } else {
        path.lineTo(cornerX, cornerY);
      }
    }
    path.closePath();
    return path;
  }
}
