package io.vividly.video;

import java.util.ArrayList;
import java.util.List;

/**
 * A text broken into lines at a size at which it fits.
 *
 * @param size in pixels
 * @param width of the longest line, in pixels
 * @param shortened whether words had to be left out
 */
record FittedText(List<String> lines, TextStyle style, int size, int width, boolean shortened) {

  FittedText {
    lines = List.copyOf(lines);
  }

  int height() {
    return lines.size() * style.lineHeight(size);
  }

  /** Sets a text as large as it fits; what does not fit at the smallest size is shortened. */
  static FittedText fit(String text, TextStyle style, int width, int height) {
    String drawable = Glyphs.drawable(text);
    for (int size = style.max(); size > style.min(); size -= 2) {
      FittedText fitted = at(drawable, style, size, width);
      boolean wordsWhole = fitted.lines.size() <= 1 || !breaksWord(drawable, style, size, width);
      if (fitted.height() <= height && wordsWhole) {
        return fitted.balanced(drawable);
      }
    }
    FittedText smallest = at(drawable, style, style.min(), width);
    return smallest.height() <= height ? smallest : smallest.shortenedTo(width, height);
  }

  /** Sets several texts at one size, the largest at which each fits its own place. */
  static List<FittedText> fitAll(List<String> texts, TextStyle style, int width, int height) {
    int size = style.max();
    for (String text : texts) {
      size = Math.min(size, fit(text, style, width, height).size());
    }
    TextStyle common = style.withMax(size);
    return texts.stream().map(text -> fit(text, common, width, height)).toList();
  }

  private static FittedText at(String text, TextStyle style, int size, int width) {
    List<String> lines = LineBreaks.greedy(text, width, part -> style.width(part, size));
    return of(lines, style, size, false);
  }

  private static FittedText of(List<String> lines, TextStyle style, int size, boolean shortened) {
    double widest = lines.stream().mapToDouble(line -> style.width(line, size)).max().orElse(0);
    return new FittedText(lines, style, size, (int) Math.ceil(widest), shortened);
  }

  private static boolean breaksWord(String text, TextStyle style, int size, int width) {
    for (String word : text.split(" ")) {
      if (style.width(word, size) > width) {
        return true;
      }
    }
    return false;
  }

  /** The same number of lines, as even as possible, so that no word stands alone on the last. */
  private FittedText balanced(String text) {
    if (lines.size() < 2) {
      return this;
    }
    FittedText best = this;
    for (int narrower = width - size / 2; narrower > width / 2; narrower -= size / 2) {
      FittedText next = at(text, style, size, narrower);
      if (next.lines.size() > lines.size() || breaksWord(text, style, size, narrower)) {
        return best;
      }
      best = next;
    }
    return best;
  }

  private FittedText shortenedTo(int maxWidth, int height) {
    int count = Math.max(1, height / style.lineHeight(size));
    List<String> kept = new ArrayList<>(lines.subList(0, Math.min(count, lines.size())));
    String last = kept.remove(kept.size() - 1);
    while (!last.isEmpty() && style.width(last + "…", size) > maxWidth) {
      last = last.substring(0, last.offsetByCodePoints(last.length(), -1));
    }
    kept.add(last.stripTrailing() + "…");
    return of(kept, style, size, true);
  }
}
