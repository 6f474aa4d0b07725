package io.vividly.video;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scilab.forge.jlatexmath.ParseException;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.scilab.forge.jlatexmath.TeXIcon;

/**
 * A formula, set at a size at which it fits. JLaTeXMath keeps global state, so only one thread at a
 * time uses it.
 */
final class Typeset {

  private static final Object LOCK = new Object();

  /** What people type instead of the command; without it, a system font would be used. */
  private static final Map<String, String> COMMANDS =
      Map.ofEntries(
          Map.entry("·", "\\cdot "),
          Map.entry("×", "\\times "),
          Map.entry("÷", "\\div "),
          Map.entry("−", "-"),
          Map.entry("≈", "\\approx "),
          Map.entry("≤", "\\le "),
          Map.entry("≥", "\\ge "),
          Map.entry("≠", "\\ne "),
          Map.entry("→", "\\rightarrow "),
          Map.entry("°", "^{\\circ}"),
          Map.entry("²", "^{2}"),
          Map.entry("³", "^{3}"),
          Map.entry("π", "\\pi "),
          Map.entry("θ", "\\theta "),
          Map.entry("λ", "\\lambda "),
          Map.entry("μ", "\\mu "),
          Map.entry("µ", "\\mu "),
          Map.entry("Δ", "\\Delta "),
          Map.entry("Ω", "\\Omega "),
          Map.entry("√", "\\surd "));

  private final TeXFormula formula;
  private final int size;
  private final int width;
  private final int height;

  private Typeset(TeXFormula formula, int size, int width, int height) {
    this.formula = formula;
    this.size = size;
    this.width = width;
    this.height = height;
  }

  /**
   * @param size the size that is wanted, in pixels; smaller when it would be too large
   * @return null if it is not LaTeX that can be drawn
   */
  static @Nullable Typeset fit(String latex, int size, int maxWidth, int maxHeight) {
    synchronized (LOCK) {
      TeXFormula formula;
      try {
        formula = new TeXFormula(commands(latex));
      } catch (ParseException e) {
        return null;
      }
      int fitting = size;
      TeXIcon icon = icon(formula, fitting);
      while (fitting > 4 && (icon.getIconWidth() > maxWidth || icon.getIconHeight() > maxHeight)) {
        double factor =
            Math.min(
                (double) maxWidth / icon.getIconWidth(), (double) maxHeight / icon.getIconHeight());
        fitting = Math.min(fitting - 1, (int) (fitting * factor));
        icon = icon(formula, fitting);
      }
      return new Typeset(formula, fitting, icon.getIconWidth(), icon.getIconHeight());
    }
  }

  /** Whether it is LaTeX that can be drawn, without a character being left out. */
  static boolean canDraw(String latex) {
    return fit(latex, TextStyle.SMALLEST, Grid.WIDTH, Grid.HEIGHT) != null
        && withCommands(latex).codePoints().allMatch(Typeset::isKnown);
  }

  /** The same formula, at another size. */
  Typeset at(int otherSize) {
    synchronized (LOCK) {
      TeXIcon icon = icon(formula, otherSize);
      return new Typeset(formula, otherSize, icon.getIconWidth(), icon.getIconHeight());
    }
  }

  int size() {
    return size;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  void paint(Graphics2D graphics, int x, int y, Color color) {
    synchronized (LOCK) {
      TeXIcon icon = icon(formula, size);
      icon.setForeground(color);
      icon.paintIcon(null, graphics, x, y);
    }
  }

  /** Without the commands, for when it cannot be drawn as a formula. */
  static String plain(String latex) {
    return latex
        .replaceAll("\\\\(?:text|mathrm|mathbf|frac|sqrt)", " ")
        .replaceAll("\\\\[,;:! ]", " ")
        .replaceAll("\\\\([a-zA-Z]+)", "$1")
        .replaceAll("[{}$\\\\]", " ");
  }

  private static TeXIcon icon(TeXFormula formula, int size) {
    TeXIcon icon = formula.createTeXIcon(TeXConstants.STYLE_DISPLAY, size);
    icon.setInsets(new Insets(2, 2, 2, 2));
    return icon;
  }

  private static String commands(String latex) {
    StringBuilder kept = new StringBuilder();
    withCommands(latex).codePoints().filter(Typeset::isKnown).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static String withCommands(String latex) {
    String result = latex;
    for (Map.Entry<String, String> entry : COMMANDS.entrySet()) {
      result = result.replace(entry.getKey(), entry.getValue());
    }
    return result;
  }

  /** Without this, a character would be drawn with a font of the system. */
  private static boolean isKnown(int codePoint) {
    return codePoint < 0x250;
  }
}
