package io.vividly.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a file a {@code Range} header asks for (RFC 9110, section 14). Several ranges at once are
 * not served; then, and when the header makes no sense, the whole file is, as the standard allows.
 */
sealed interface ByteRange {

  /** The whole file. */
  record All() implements ByteRange {}

  /** From the first byte to the last, both included, from 0. */
  record Part(int first, int last) implements ByteRange {
    int length() {
      return last - first + 1;
    }
  }

  /** Nothing that the file has. */
  record Outside() implements ByteRange {}

  /**
   * @param size of the file, in bytes
   */
  static ByteRange parse(@Nullable String header, int size) {
    Matcher form = Forms.SINGLE.matcher(header == null ? "" : header);
    if (!form.matches() || form.group("first").isEmpty() && form.group("last").isEmpty()) {
      return new All();
    }
    if (form.group("first").isEmpty()) {
      return suffix(Long.parseLong(form.group("last")), size);
    }
    long first = Long.parseLong(form.group("first"));
    long last = form.group("last").isEmpty() ? size - 1 : Long.parseLong(form.group("last"));
    if (!form.group("last").isEmpty() && last < first) {
      return new All();
    }
    return first >= size ? new Outside() : new Part((int) first, (int) Math.min(last, size - 1));
  }

  private static ByteRange suffix(long length, int size) {
    return length == 0 || size == 0
        ? new Outside()
        : new Part((int) Math.max(0, size - length), size - 1);
  }

  /** How the header is written. */
  final class Forms {
    private static final Pattern SINGLE =
        Pattern.compile(
            "\\s*bytes\\s*=\\s*(?<first>[0-9]{0,18})\\s*-\\s*(?<last>[0-9]{0,18})\\s*",
            Pattern.CASE_INSENSITIVE);

    private Forms() {}
  }
}
