package io.vividly.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the text of passages is cut and cleaned. */
final class PassageText {

  /** The longest passage made of a longer section, in words. */
  static final int MAX_WORDS = 220;

  private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern DISPLAYED = Pattern.compile("\\$\\$.*?\\$\\$", Pattern.DOTALL);
  private static final Pattern MARKUP =
      Pattern.compile("\\[([^]]*)]\\([^)]*\\)|[*_`#>$]+|(?m)^\\s*(?:\\d+\\.|[-+])\\s+");
  private static final int OPENING_WORDS = 40;

  private PassageText() {}

  /** Cuts at paragraphs; only a paragraph that is too long itself is cut at sentences, or words. */
  static List<String> split(String text) {
    if (words(text) <= MAX_WORDS) {
      return List.of(text);
    }
    List<String> pieces = new ArrayList<>();
    for (String paragraph : PARAGRAPH.split(text)) {
      if (words(paragraph) <= MAX_WORDS) {
        pieces.add(paragraph.stripTrailing());
      } else {
        pieces.addAll(join(sentences(paragraph), " "));
      }
    }
    return join(pieces, "\n\n");
  }

  /** The words alone, without markup and displayed formulae, for search. */
  static String plain(String markdown) {
    String text = DISPLAYED.matcher(markdown).replaceAll(" ");
    return SPACE.matcher(MARKUP.matcher(text).replaceAll(" $1 ")).replaceAll(" ").strip();
  }

  /** The first words. */
  static String beginning(String plain, int words) {
    return SPACE.splitAsStream(plain).limit(words).collect(Collectors.joining(" "));
  }

  /** The first sentences, for a summary. */
  static String opening(String markdown) {
    StringBuilder opening = new StringBuilder();
    for (String sentence : SENTENCE.split(plain(markdown))) {
      if (opening.length() > 0 && words(opening + " " + sentence) > OPENING_WORDS) {
        break;
      }
      opening.append(opening.length() > 0 ? " " : "").append(sentence);
    }
    return opening.toString();
  }

  static int words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? 0 : SPACE.split(stripped).length;
  }

  private static List<String> sentences(String paragraph) {
    List<String> sentences = new ArrayList<>();
    for (String sentence : SENTENCE.split(paragraph)) {
      if (words(sentence) <= MAX_WORDS) {
        sentences.add(sentence);
      } else {
        sentences.addAll(join(List.of(SPACE.split(sentence)), " "));
      }
    }
    return sentences;
  }

  /** Puts neighbours together as long as they stay within the bound. */
  private static List<String> join(List<String> pieces, String separator) {
    List<String> joined = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int count = 0;
    for (String piece : pieces) {
      int more = words(piece);
      if (count > 0 && count + more > MAX_WORDS) {
        joined.add(current.toString());
        current.setLength(0);
        count = 0;
      }
      current.append(count > 0 ? separator : "").append(piece);
      count += more;
    }
    if (count > 0) {
      joined.add(current.toString());
    }
    return joined;
  }
}
