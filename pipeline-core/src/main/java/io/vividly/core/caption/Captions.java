package io.vividly.core.caption;

import io.vividly.core.model.SpokenWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said, as text with times.
 *
 * @param cues in order, without overlap
 */
public record Captions(List<Cue> cues) {

  /** The longest line, in characters. */
  public static final int MAX_LINE_LENGTH = 42;

  /** A cue stays for a moment after its last word, unless the next one comes. */
  private static final Duration LINGER = Duration.ofMillis(600);

  public Captions {
    cues = List.copyOf(cues);
  }

  /** Makes captions of narrations that follow one another. */
  public static Captions of(List<TimedNarration> narrations) {
    List<Cue> cues = new ArrayList<>();
    for (TimedNarration narration : narrations) {
      for (List<SpokenWord> group : CueBreaker.groups(narration.words())) {
        cues.add(
            new Cue(
                narration.start().plus(group.get(0).start()),
                narration.start().plus(group.get(group.size() - 1).end()),
                CueBreaker.lines(group)));
      }
    }
    return new Captions(linger(cues));
  }

  /** The captions as a WebVTT document (W3C WebVTT: The Web Video Text Tracks Format). */
  public String toWebVtt() {
    StringBuilder document = new StringBuilder("WEBVTT\n");
    for (Cue cue : cues) {
      document
          .append('\n')
          .append(timestamp(cue.start(), '.'))
          .append(" --> ")
          .append(timestamp(cue.end(), '.'))
          .append('\n');
      cue.lines().forEach(line -> document.append(escape(line)).append('\n'));
    }
    return document.toString();
  }

  /** The captions as a SubRip document. */
  public String toSubRip() {
    StringBuilder document = new StringBuilder();
    int number = 0;
    for (Cue cue : cues) {
      document
          .append(++number)
          .append('\n')
          .append(timestamp(cue.start(), ','))
          .append(" --> ")
          .append(timestamp(cue.end(), ','))
          .append('\n');
      cue.lines().forEach(line -> document.append(line).append('\n'));
      document.append('\n');
    }
    return document.toString();
  }

  private static List<Cue> linger(List<Cue> cues) {
    List<Cue> result = new ArrayList<>();
    for (int i = 0; i < cues.size(); i++) {
      Cue cue = cues.get(i);
      Duration end = cue.end().plus(LINGER);
      if (i + 1 < cues.size() && end.compareTo(cues.get(i + 1).start()) > 0) {
        end = cues.get(i + 1).start();
      }
      result.add(new Cue(cue.start(), end, cue.lines()));
    }
    return result;
  }

  private static String timestamp(Duration time, char fraction) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        time.toHours(),
        time.toMinutesPart(),
        time.toSecondsPart(),
        fraction,
        time.toMillisPart());
  }

  private static String escape(String line) {
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * A text and when it is shown.
   *
   * @param lines one or two, each at most {@link #MAX_LINE_LENGTH} characters unless a single word
   *     is longer
   */
  public record Cue(Duration start, Duration end, List<String> lines) {
    public Cue {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The words of a narration.
   *
   * @param start of the narration in what is played
   */
  public record TimedNarration(Duration start, List<SpokenWord> words) {
    public TimedNarration {
      words = List.copyOf(words);
    }
  }
}
