package io.vividly.gcpai;

import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.speech.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * So many words as Google speaks in one go.
 *
 * @param words at least one
 */
record SsmlChunk(List<SsmlWord> words) {

  /** Google's limit for the input of a request, markup included. */
  static final int MOST_BYTES = 5_000;

  private static final String BEGIN = "<speak>";
  private static final String END = "</speak>";
  private static final Pattern MARK = Pattern.compile("<mark [^>]*>");

  SsmlChunk {
    words = List.copyOf(words);
  }

  boolean isSilent() {
    return words.stream().allMatch(SsmlWord::isSilent);
  }

  String ssml() {
    return words.stream()
        .map(SsmlWord::ssml)
        .filter(ssml -> !ssml.isEmpty())
        .collect(Collectors.joining(" ", BEGIN, END));
  }

  /**
   * The characters that Google charges for: all of the markup but the marks. Source: <a
   * href="https://cloud.google.com/text-to-speech/pricing">the price list</a>.
   */
  int characters() {
    String charged = MARK.matcher(ssml()).replaceAll("");
    return charged.codePointCount(0, charged.length());
  }

  /**
   * Cuts a text where a sentence ends; if that is not possible where a clause ends, or a word.
   * Every word is in exactly one chunk, in order.
   *
   * @throws PermanentFailureException if a single word is longer than a chunk may be
   */
  static List<SsmlChunk> of(List<SsmlWord> words) {
    List<SsmlChunk> chunks = new ArrayList<>();
    int from = 0;
    while (from < words.size()) {
      int to = cut(words, from, furthest(words, from));
      chunks.add(new SsmlChunk(words.subList(from, to)));
      from = to;
    }
    return chunks;
  }

  private static int furthest(List<SsmlWord> words, int from) {
    int bytes = BEGIN.length() + END.length();
    for (int to = from; to < words.size(); to++) {
      bytes += words.get(to).bytes() + (to > from ? 1 : 0);
      if (bytes > MOST_BYTES) {
        if (to == from) {
          throw new PermanentFailureException(
              "A word of the text is longer than Cloud Text-to-Speech takes.");
        }
        return to;
      }
    }
    return words.size();
  }

  private static int cut(List<SsmlWord> words, int from, int to) {
    if (to == words.size()) {
      return to;
    }
    int sentence = lastAfter(words, from, to, Pause::endsSentence);
    int clause = lastAfter(words, from, to, pause -> pause != Pause.NONE);
    if (sentence > from) {
      return sentence;
    }
    return clause > from ? clause : to;
  }

  private static int lastAfter(List<SsmlWord> words, int from, int to, Predicate<Pause> ends) {
    int cut = to;
    while (cut > from && !ends.test(words.get(cut - 1).pause())) {
      cut--;
    }
    return cut;
  }
}
