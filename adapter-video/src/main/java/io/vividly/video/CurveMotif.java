package io.vividly.video;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.function.DoubleUnaryOperator;

/** Mathematics: a grid and curves on it. */
final class CurveMotif implements Motif {

  @Override
  public void ground(Graphics2D graphics, Theme theme) {
    graphics.setColor(theme.surface());
    graphics.setStroke(new BasicStroke(2));
    for (int x = 0; x <= Grid.WIDTH; x += 120) {
      graphics.draw(new Line2D.Double(x, 0, x, Grid.HEIGHT));
    }
    for (int y = 0; y <= Grid.HEIGHT; y += 120) {
      graphics.draw(new Line2D.Double(0, y, Grid.WIDTH, y));
    }
  }

  @Override
  public void hero(Graphics2D graphics, Theme theme) {
    graphics.setColor(theme.surface());
    graphics.fill(new Ellipse2D.Double(-400, -400, 800, 800));
    graphics.setColor(theme.raised());
    graphics.setStroke(new BasicStroke(3));
    for (int at = -320; at <= 320; at += 80) {
      double reach = Math.sqrt(400.0 * 400 - at * at);
      graphics.draw(new Line2D.Double(at, -reach, at, reach));
      graphics.draw(new Line2D.Double(-reach, at, reach, at));
    }
    axes(graphics);
    curve(graphics, theme.second(), -345, 345, x -> -150 * Math.sin(x / 80));
    curve(graphics, theme.accent(), -235, 235, x -> 200 - x * x / 105);
    dot(graphics, 0, 200, theme.accent());
    dot(graphics, Math.sqrt(200 * 105), 0, Theme.INK);
    dot(graphics, -Math.sqrt(200 * 105), 0, Theme.INK);
  }

  private static void axes(Graphics2D graphics) {
    graphics.setColor(Theme.INK);
    graphics.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(new Line2D.Double(-380, 0, 380, 0));
    graphics.draw(new Line2D.Double(0, 380, 0, -380));
    Path2D heads = new Path2D.Double();
    heads.moveTo(362, -16);
    heads.lineTo(380, 0);
    heads.lineTo(362, 16);
    heads.moveTo(-16, -362);
    heads.lineTo(0, -380);
    heads.lineTo(16, -362);
    graphics.draw(heads);
  }

  private static void curve(
      Graphics2D graphics, Color color, int from, int to, DoubleUnaryOperator function) {
    Path2D path = new Path2D.Double();
    path.moveTo(from, -function.applyAsDouble(from));
    for (int x = from; x <= to; x += 3) {
      path.lineTo(x, -function.applyAsDouble(x));
    }
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  private static void dot(Graphics2D graphics, double x, double y, Color color) {
    graphics.setColor(color);
    graphics.fill(new Ellipse2D.Double(x - 19, -y - 19, 38, 38));
  }
}
