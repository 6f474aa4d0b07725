package io.vividly.core.port;

import io.vividly.core.model.ContentRequest;

/** A question together with what the student said when asked what was meant. */
public final class ClarifiedQuery {

  private static final String BETWEEN = "\n";
  private static final String CUT = "…";

  private ClarifiedQuery() {}

  /**
   * The answer first, because it says what is meant, then the question, cut short if both together
   * are longer than a query may be.
   */
  public static String of(String question, String answer) {
    int room = ContentRequest.MAX_QUERY_LENGTH - length(answer) - length(BETWEEN);
    return answer + BETWEEN + cut(question, room);
  }

  private static String cut(String text, int room) {
    return length(text) <= room
        ? text
        : text.substring(0, text.offsetByCodePoints(0, room - length(CUT))) + CUT;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
