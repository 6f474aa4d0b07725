package io.vividly.core.check;

/**
 * Something that is wrong with a script.
 *
 * @param scene the number of the scene, from 1; 0 for the script as a whole
 * @param line the index of the line in its scene, from 0; {@link #WHOLE_SCENE} for what the scene
 *     shows or for the scene as a whole
 * @param advice what to do about it, for whoever writes the script. It quotes the script: not for
 *     logs, which get {@link #toString()}
 */
public record Finding(Kind kind, int scene, int line, String advice) {

  /** The line of a finding that is about no single line. */
  public static final int WHOLE_SCENE = -1;

  /** What is wrong. */
  public enum Kind {
    /** A line cites a passage that was not given. */
    UNKNOWN_PASSAGE,
    /** A sentence states a fact and cites nothing. */
    UNCITED_CLAIM,
    /** Too few words of the sentence stand in the passages it cites. */
    UNSUPPORTED_STATEMENT,
    /** A number does not stand in the cited passages. */
    UNSUPPORTED_NUMBER,
    /** A number stands there, with another unit; or the unit does not stand there at all. */
    UNSUPPORTED_UNIT,
    /**
     * A formula, a step of a calculation or the meaning of a symbol is not that of the passages.
     */
    UNSUPPORTED_FORMULA,
    /** A proper name does not stand in the cited passages. */
    UNSUPPORTED_NAME,
    /** A sentence that its passage calls wrong is told as if it were right. */
    MISCONCEPTION,
    /** A spoken line has markup, an address or a sign that cannot be spoken. */
    NOT_PLAIN_TEXT,
    /** Something shown appears with a line that the scene does not have. */
    CUE,
    /** The first scene is not the hook, or it is not the only one. */
    HOOK,
    /** There are not three or four sections, or one of them cites nothing. */
    SECTIONS,
    /** There are not three takeaways. */
    TAKEAWAYS,
    /** There are not three questions to check the understanding. */
    CHECKS,
    /** Too many or too few words are spoken. */
    LENGTH,
    /** A sentence is too long to follow by ear. */
    SENTENCE_LENGTH,
    /** The words and sentences are too hard for the grade. */
    READING_LEVEL
  }

  /** Kind and place alone, without a word of the script. */
  @Override
  public String toString() {
    if (scene == 0) {
      return kind.name();
    }
    return kind + " (scene " + scene + (line < 0 ? "" : ", line " + (line + 1)) + ")";
  }
}
