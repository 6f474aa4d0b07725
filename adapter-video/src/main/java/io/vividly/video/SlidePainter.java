package io.vividly.video;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Paints a slide frame by frame, each time only where it differs from the frame before. */
final class SlidePainter {

  private static final Rectangle ALL = new Rectangle(0, 0, Grid.WIDTH, Grid.HEIGHT);

  private final Slide slide;
  private final BufferedImage ground;
  private final BufferedImage canvas;
  private final Sprite[] sprites;
  private final Actor.Pose[] poses;
  private boolean blank = true;

  SlidePainter(Slide slide) {
    this.slide = slide;
    this.ground = Ground.of(slide.theme());
    this.canvas = new BufferedImage(Grid.WIDTH, Grid.HEIGHT, BufferedImage.TYPE_INT_RGB);
    this.sprites = new Sprite[slide.actors().size()];
    this.poses = new Actor.Pose[sprites.length];
    Arrays.fill(poses, Actor.Pose.HIDDEN);
  }

  /**
   * Paints a frame.
   *
   * @return the parts that changed since the frame painted before; empty if none did
   */
  List<Rectangle> paint(int frame) {
    List<Rectangle> changed = new ArrayList<>();
    if (blank) {
      changed.add(ALL);
      blank = false;
    }
    for (int i = 0; i < sprites.length; i++) {
      Actor.Pose pose = slide.actors().get(i).at(frame);
      if (!pose.equals(poses[i])) {
        Rectangle part = extent(i, poses[i]).union(extent(i, pose)).intersection(ALL);
        poses[i] = pose;
        join(changed, part);
      }
    }
    changed.forEach(this::repaint);
    return changed;
  }

  /** The pixels, {@link Grid#WIDTH} a row. */
  int[] pixels() {
    return ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
  }

  BufferedImage image() {
    return canvas;
  }

  private Rectangle extent(int index, Actor.Pose pose) {
    Rectangle bounds = slide.actors().get(index).bounds();
    bounds.translate(0, pose.drop());
    return bounds;
  }

  /** Adds a part; parts that meet become one, so that nothing is done twice. */
  private static void join(List<Rectangle> parts, Rectangle part) {
    Rectangle joined = part;
    for (int i = 0; i < parts.size(); ) {
      if (parts.get(i).intersects(joined)) {
        joined = joined.union(parts.remove(i));
        i = 0;
      } else {
        i++;
      }
    }
    parts.add(joined);
  }

  private void repaint(Rectangle part) {
    Graphics2D graphics = canvas.createGraphics();
    graphics.setClip(part);
    graphics.drawImage(ground, 0, 0, null);
    for (int i = 0; i < sprites.length; i++) {
      Actor.Pose pose = poses[i];
      if (pose.alpha() > 0 && extent(i, pose).intersects(part)) {
        graphics.setComposite(AlphaComposite.SrcOver.derive(pose.alpha() / 255f));
        sprite(i).paint(graphics, pose, part);
      }
    }
    graphics.dispose();
  }

  private Sprite sprite(int index) {
    if (sprites[index] == null) {
      sprites[index] = new Sprite(slide.actors().get(index));
    }
    return sprites[index];
  }

  /** An actor as it was painted once. */
  private static final class Sprite {
    private final Rectangle bounds;
    private final BufferedImage image;

    Sprite(Actor actor) {
      bounds = actor.bounds();
      image = new BufferedImage(bounds.width, bounds.height, BufferedImage.TYPE_INT_ARGB_PRE);
      Graphics2D graphics = image.createGraphics();
      BoxPainter.smooth(graphics);
      graphics.translate(-bounds.x, -bounds.y);
      actor.boxes().forEach(box -> BoxPainter.paint(graphics, box));
      graphics.dispose();
    }

    void paint(Graphics2D graphics, Actor.Pose pose, Rectangle part) {
      int width = bounds.width * pose.wiped() / 1000;
      graphics.setClip(part.intersection(new Rectangle(bounds.x, 0, width, Grid.HEIGHT)));
      graphics.drawImage(image, bounds.x, bounds.y + pose.drop(), null);
      graphics.setClip(part);
    }
  }
}
