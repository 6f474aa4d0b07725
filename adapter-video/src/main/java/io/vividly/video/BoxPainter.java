package io.vividly.video;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** Paints boxes. Text is painted as outlines, so that no hinting of a platform changes it. */
final class BoxPainter {

  private BoxPainter() {}

  static void smooth(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }

  static void paint(Graphics2D graphics, Box box) {
    Rectangle at = box.bounds();
    if (box instanceof Box.Text text) {
      text(graphics, text);
    } else if (box instanceof Box.Formula formula) {
      formula.typeset().paint(graphics, at.x, at.y, formula.color());
    } else if (box instanceof Box.Panel panel) {
      panel(graphics, panel);
    } else if (box instanceof Box.Disc disc) {
      graphics.setColor(disc.fill());
      graphics.fill(new Ellipse2D.Double(at.x, at.y, at.width, at.height));
    } else if (box instanceof Box.Rule rule) {
      graphics.setColor(rule.fill());
      int arc = Math.min(at.width, at.height);
      graphics.fill(new RoundRectangle2D.Double(at.x, at.y, at.width, at.height, arc, arc));
    } else if (box instanceof Box.Mark mark) {
      mark(graphics, mark);
    } else if (box instanceof Box.Strike strike) {
      strike(graphics, at, strike.color());
    } else if (box instanceof Box.Hero hero) {
      AffineTransform saved = graphics.getTransform();
      graphics.translate(at.getCenterX(), at.getCenterY());
      graphics.scale(at.width / 850.0, at.height / 850.0);
      hero.theme().motif().hero(graphics, hero.theme());
      graphics.setTransform(saved);
    }
  }

  private static void text(Graphics2D graphics, Box.Text box) {
    FittedText text = box.text();
    Font font = text.style().font(text.size());
    int lineHeight = text.style().lineHeight(text.size());
    // The middle between the top of a capital and the baseline is the middle of the line.
    double baseline = box.bounds().y + lineHeight / 2.0 + text.size() * 0.364;
    graphics.setColor(box.color());
    for (String line : text.lines()) {
      double x = box.bounds().x;
      if (box.align() == Box.Align.CENTER) {
        x += (box.bounds().width - text.style().width(line, text.size())) / 2;
      }
      GlyphVector glyphs =
          font.layoutGlyphVector(
              TextStyle.context(), line.toCharArray(), 0, line.length(), Font.LAYOUT_LEFT_TO_RIGHT);
      graphics.fill(glyphs.getOutline((float) x, (float) baseline));
      baseline += lineHeight;
    }
  }

  private static void panel(Graphics2D graphics, Box.Panel panel) {
    Rectangle at = panel.bounds();
    Shape shape =
        new RoundRectangle2D.Double(at.x, at.y, at.width, at.height, panel.arc(), panel.arc());
    graphics.setColor(panel.fill());
    graphics.fill(shape);
    if (panel.border() != null) {
      graphics.setColor(panel.border());
      graphics.setStroke(new BasicStroke(4));
      graphics.draw(
          new RoundRectangle2D.Double(
              at.x + 2, at.y + 2, at.width - 4, at.height - 4, panel.arc() - 4, panel.arc() - 4));
    }
  }

  private static void mark(Graphics2D graphics, Box.Mark mark) {
    Rectangle at = mark.bounds();
    Path2D path = new Path2D.Double();
    if (mark.sign() == Box.Sign.CROSS) {
      path.moveTo(at.x, at.y);
      path.lineTo(at.getMaxX(), at.getMaxY());
      path.moveTo(at.getMaxX(), at.y);
      path.lineTo(at.x, at.getMaxY());
    } else {
      path.moveTo(at.x - at.width * 0.08, at.y + at.height * 0.55);
      path.lineTo(at.x + at.width * 0.35, at.getMaxY());
      path.lineTo(at.getMaxX() + at.width * 0.08, at.y + at.height * 0.05);
    }
    graphics.setColor(mark.color());
    graphics.setStroke(
        new BasicStroke(at.width / 4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  private static void strike(Graphics2D graphics, Rectangle at, Color color) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double y = at.getCenterY();
    graphics.draw(new Line2D.Double(at.x + 4, y, at.getMaxX() - 4, y));
  }
}
