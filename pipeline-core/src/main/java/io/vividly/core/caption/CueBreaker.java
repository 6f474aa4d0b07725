package io.vividly.core.caption;

import io.vividly.core.model.SpokenWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Breaks spoken words into cues of at most two lines: at the ends of sentences, in long sentences
 * at commas, and so that no cue holds a word or two alone.
 */
final class CueBreaker {

  private static final int MAX_CUE_LENGTH = 2 * Captions.MAX_LINE_LENGTH;

  /** A cue shorter than this flashes by; it is joined with a neighbour where both fit. */
  private static final Duration SHORT = Duration.ofMillis(1200);

  private CueBreaker() {}

  static List<List<SpokenWord>> groups(List<SpokenWord> words) {
    List<List<SpokenWord>> groups = new ArrayList<>();
    for (List<SpokenWord> sentence : sentences(words)) {
      for (List<SpokenWord> part : parts(sentence)) {
        int last = groups.size() - 1;
        if (last >= 0 && belongTogether(groups.get(last), part)) {
          groups.set(last, join(groups.get(last), part));
        } else {
          groups.add(part);
        }
      }
    }
    return groups;
  }

  /** One line if it fits, else two lines that are as even as can be. */
  static List<String> lines(List<SpokenWord> group) {
    if (group.size() == 1 || length(group) <= Captions.MAX_LINE_LENGTH) {
      return List.of(text(group));
    }
    int best = 1;
    for (int i = 2; i < group.size(); i++) {
      if (longerLine(group, i) < longerLine(group, best)) {
        best = i;
      }
    }
    return List.of(text(group.subList(0, best)), text(group.subList(best, group.size())));
  }

  private static List<List<SpokenWord>> sentences(List<SpokenWord> words) {
    List<List<SpokenWord>> sentences = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < words.size(); i++) {
      if (i + 1 == words.size() || endsSentence(words.get(i).text())) {
        sentences.add(words.subList(from, i + 1));
        from = i + 1;
      }
    }
    return sentences;
  }

  private static List<List<SpokenWord>> parts(List<SpokenWord> sentence) {
    if (fits(sentence) || sentence.size() == 1) {
      return List.of(sentence);
    }
    int cut = bestCut(sentence);
    List<List<SpokenWord>> parts = new ArrayList<>(parts(sentence.subList(0, cut)));
    parts.addAll(parts(sentence.subList(cut, sentence.size())));
    return parts;
  }

  /** Where to cut a sentence that is too long: near the middle, better behind a comma. */
  private static int bestCut(List<SpokenWord> sentence) {
    int best = 1;
    for (int i = 2; i < sentence.size(); i++) {
      if (badness(sentence, i) < badness(sentence, best)) {
        best = i;
      }
    }
    return best;
  }

  private static int badness(List<SpokenWord> sentence, int cut) {
    int uneven =
        Math.abs(length(sentence.subList(0, cut)) - length(sentence.subList(cut, sentence.size())));
    boolean behindPause = sentence.get(cut - 1).text().matches(".*[,;:]");
    return behindPause ? uneven : uneven + Captions.MAX_LINE_LENGTH / 2;
  }

  private static int longerLine(List<SpokenWord> group, int cut) {
    return Math.max(length(group.subList(0, cut)), length(group.subList(cut, group.size())));
  }

  private static boolean endsSentence(String word) {
    return word.matches(".*[.?!][\"'”’)]*");
  }

  private static boolean belongTogether(List<SpokenWord> first, List<SpokenWord> second) {
    return (isShort(first) || isShort(second)) && fits(join(first, second));
  }

  private static boolean isShort(List<SpokenWord> group) {
    Duration time = group.get(group.size() - 1).end().minus(group.get(0).start());
    return time.compareTo(SHORT) < 0;
  }

  private static boolean fits(List<SpokenWord> words) {
    if (length(words) > MAX_CUE_LENGTH) {
      return false;
    }
    return lines(words).stream().allMatch(line -> line.length() <= Captions.MAX_LINE_LENGTH);
  }

  private static List<SpokenWord> join(List<SpokenWord> first, List<SpokenWord> second) {
    List<SpokenWord> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  private static int length(List<SpokenWord> words) {
    return text(words).length();
  }

  private static String text(List<SpokenWord> words) {
    return words.stream().map(SpokenWord::text).collect(Collectors.joining(" "));
  }
}
