package io.vividly.video;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.TextAttribute;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The weights of Inter (SIL Open Font License 1.1), from its Maven artifact and never from the
 * system, so that every machine draws the same.
 */
enum Typeface {
  LIGHT("Inter-Light"),
  REGULAR("Inter-Regular"),
  SEMI_BOLD("Inter-SemiBold"),
  BOLD("Inter-Bold");

  private final Font font;
  private final Map<Setting, Font> derived = new ConcurrentHashMap<>();

  private record Setting(float size, float tracking) {}

  Typeface(String name) {
    font = read("/com/formdev/flatlaf/fonts/inter/" + name + ".otf");
  }

  /**
   * @param size in pixels
   * @param tracking extra space between letters, in ems
   */
  Font font(float size, float tracking) {
    return derived.computeIfAbsent(
        new Setting(size, tracking),
        setting ->
            font.deriveFont(
                Map.of(
                    TextAttribute.SIZE, setting.size(),
                    TextAttribute.KERNING, TextAttribute.KERNING_ON,
                    TextAttribute.TRACKING, setting.tracking())));
  }

  boolean canDraw(int codePoint) {
    return font.canDisplay(codePoint);
  }

  private static Font read(String resource) {
    try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read "
              + resource
              + "; on Linux without fonts see the Javadoc of Mp4VideoRenderer",
          e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("not a font: " + resource, e);
    }
  }
}
