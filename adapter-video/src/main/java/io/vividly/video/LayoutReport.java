package io.vividly.video;

import io.vividly.core.model.Scene;
import io.vividly.core.model.Visual;
import io.vividly.core.port.VideoRenderer.Look;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the layout of a scene, found without painting it.
 *
 * @param problems content that overlaps, sticks out of what it stands on, leaves the safe area,
 *     reaches into the band of the captions, is too small, or has a contrast below 7:1 (WCAG 2.2,
 *     1.4.6) to anything that is ever behind it
 * @param shortened texts that were too long and lost their end
 * @param undrawn formulas that are not LaTeX that can be drawn and are shown as plain text
 */
public record LayoutReport(List<String> problems, List<String> shortened, List<String> undrawn) {

  static final double LEAST_CONTRAST = 7;

  private static final Rectangle SAFE = new Rectangle(96, 54, 1_728, 832);

  public LayoutReport {
    problems = List.copyOf(problems);
    shortened = List.copyOf(shortened);
    undrawn = List.copyOf(undrawn);
  }

  /** Whether nothing is wrong, every text is complete and every formula is drawn. */
  public boolean isClean() {
    return problems.isEmpty() && shortened.isEmpty() && undrawn.isEmpty();
  }

  /** Lays a scene out, as it is rendered, and looks at all of it. */
  public static LayoutReport of(Look look, Scene scene) {
    LayoutReport report = of(SlideDesigner.design(look, scene, Cues.silent(scene)));
    List<String> undrawn =
        latex(scene.visual()).stream().filter(formula -> !Typeset.canDraw(formula)).toList();
    return new LayoutReport(report.problems, report.shortened, undrawn);
  }

  private static List<String> latex(Visual visual) {
    List<String> latex = new ArrayList<>();
    if (visual instanceof Visual.Formula formula) {
      latex.add(formula.latex());
      formula.symbols().forEach(symbol -> latex.add(symbol.latex()));
    } else if (visual instanceof Visual.WorkedExample example) {
      example.workings().stream()
          .filter(Visual.Working::isLatex)
          .forEach(working -> latex.add(working.content()));
    }
    return latex;
  }

  static LayoutReport of(Slide slide) {
    List<Box> boxes = slide.actors().stream().flatMap(actor -> actor.boxes().stream()).toList();
    List<String> problems = new ArrayList<>();
    List<String> shortened = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      if (boxes.get(i) instanceof Box.Content content) {
        checkPlace(content, boxes, problems);
        checkContrast(content, boxes.subList(0, i), slide.theme(), problems);
        checkText(content, problems, shortened);
      } else if (boxes.get(i) instanceof Box.Surface surface) {
        checkSurface(surface, boxes.subList(0, i), problems);
      }
    }
    return new LayoutReport(problems, shortened, List.of());
  }

  private static void checkPlace(Box.Content content, List<Box> boxes, List<String> problems) {
    if (!SAFE.contains(content.bounds())) {
      problems.add(name(content) + " leaves the safe area");
    }
    for (Box other : boxes) {
      boolean apart = other == content || !other.bounds().intersects(content.bounds());
      boolean allowed = other instanceof Box.Strike;
      if (other instanceof Box.Surface) {
        allowed = other.bounds().contains(content.bounds());
      }
      if (!apart && !allowed) {
        problems.add(name(content) + " overlaps " + name(other));
      }
    }
  }

  private static void checkSurface(Box.Surface surface, List<Box> below, List<String> problems) {
    if (!SAFE.contains(surface.bounds())) {
      problems.add(name(surface) + " leaves the safe area");
    }
    for (Box other : below) {
      boolean meets = other instanceof Box.Surface && other.bounds().intersects(surface.bounds());
      if (meets && !other.bounds().contains(surface.bounds())) {
        problems.add(name(surface) + " overlaps " + name(other));
      }
    }
  }

  private static void checkContrast(
      Box.Content content, List<Box> below, Theme theme, List<String> problems) {
    List<Color> behind = new ArrayList<>();
    for (Box box : below) {
      if (box instanceof Box.Surface surface && box.bounds().contains(content.bounds())) {
        if (surface instanceof Box.Disc) {
          behind.clear();
        }
        behind.add(surface.fill());
      }
    }
    if (behind.isEmpty()) {
      behind.add(theme.base());
      behind.add(theme.surface());
    }
    for (Color color : behind) {
      double contrast = contrast(content.color(), color);
      if (contrast < LEAST_CONTRAST) {
        problems.add("%s has a contrast of %.1f:1".formatted(name(content), contrast));
      }
    }
  }

  private static void checkText(
      Box.Content content, List<String> problems, List<String> shortened) {
    int size;
    if (content instanceof Box.Text text) {
      size = text.text().size();
      if (text.text().shortened()) {
        shortened.add(String.join(" ", text.text().lines()));
      }
    } else {
      size = ((Box.Formula) content).typeset().size();
    }
    if (size < TextStyle.SMALLEST) {
      problems.add(name(content) + " is only " + size + " pixels large");
    }
  }

  /** WCAG 2.2, from 1 to 21. */
  static double contrast(Color a, Color b) {
    double lighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
  }

  static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static String name(Box box) {
    Rectangle at = box.bounds();
    String place = "at %d,%d %dx%d".formatted(at.x, at.y, at.width, at.height);
    return box instanceof Box.Text text
        ? "\"" + String.join(" ", text.text().lines()) + "\" " + place
        : box.getClass().getSimpleName() + " " + place;
  }
}
