package io.vividly.video;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Breaks text into lines. */
final class LineBreaks {

  private LineBreaks() {}

  /** Fills each line as far as it goes; a word that is wider than a line is broken inside. */
  static List<String> greedy(String text, double width, ToDoubleFunction<String> measure) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (measure.applyAsDouble(longer) <= width) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      while (measure.applyAsDouble(line) > width && line.codePointCount(0, line.length()) > 1) {
        int cut = cut(line, width, measure);
        lines.add(line.substring(0, cut));
        line = line.substring(cut);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  private static int cut(String word, double width, ToDoubleFunction<String> measure) {
    int end = word.offsetByCodePoints(0, 1);
    while (end < word.length()) {
      int next = word.offsetByCodePoints(end, 1);
      if (measure.applyAsDouble(word.substring(0, next)) > width) {
        break;
      }
      end = next;
    }
    return end;
  }
}
