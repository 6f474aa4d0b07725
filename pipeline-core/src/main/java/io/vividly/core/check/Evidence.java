package io.vividly.core.check;

import io.vividly.core.model.Passage;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A passage, to compare sentences with. */
final class Evidence {

  private static final Pattern LIST_MARK = Pattern.compile("(?m)^\\s*(?:\\d+[.)]|[-#]+)\\s+");
  private static final Pattern EMPHASIS = Pattern.compile("[*`]");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final Passage passage;
  private final Symbols symbols;
  private final String flat;
  private @Nullable Facts facts;

  /**
   * @param symbols of all passages: one may use what another explains
   */
  Evidence(Passage passage, Symbols symbols) {
    this.passage = passage;
    this.symbols = symbols;
    this.flat = flat(passage.text());
  }

  /**
   * Whether the sentence stands there word for word.
   *
   * @param sentence as {@link #flat} gives it
   */
  boolean quotes(String sentence) {
    return flat.contains(sentence);
  }

  /** Most sentences are quotations, or near enough to one passage: the others need not be read. */
  synchronized Facts facts() {
    if (facts == null) {
      facts = new Facts(passage, symbols);
    }
    return facts;
  }

  /** Without marks of Markdown and small differences of writing. */
  static String flat(String text) {
    String words = LIST_MARK.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    words = EMPHASIS.matcher(words).replaceAll("").replace('’', '\'');
    return " " + SPACE.matcher(words).replaceAll(" ").strip() + " ";
  }
}
