package io.vividly.video;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What every slide of a theme stands on, painted once. */
final class Ground {

  private static final Map<Theme, SoftReference<BufferedImage>> PAINTED = new ConcurrentHashMap<>();

  private Ground() {}

  /** The picture is shared and must not be painted on. */
  static BufferedImage of(Theme theme) {
    SoftReference<BufferedImage> known = PAINTED.get(theme);
    BufferedImage image = known == null ? null : known.get();
    if (image == null) {
      image = paint(theme);
      PAINTED.put(theme, new SoftReference<>(image));
    }
    return image;
  }

  private static BufferedImage paint(Theme theme) {
    BufferedImage image = new BufferedImage(Grid.WIDTH, Grid.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    BoxPainter.smooth(graphics);
    graphics.setColor(theme.base());
    graphics.fillRect(0, 0, Grid.WIDTH, Grid.HEIGHT);
    theme.motif().ground(graphics, theme);
    graphics.dispose();
    return image;
  }
}
