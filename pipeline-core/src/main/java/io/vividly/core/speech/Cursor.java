package io.vividly.core.speech;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text that is read from left to right. */
final class Cursor {

  private final String text;
  private Matcher last;
  private int at;

  Cursor(String text) {
    this.text = text;
    this.last = Pattern.compile("").matcher(text);
  }

  boolean atEnd() {
    return at >= text.length();
  }

  int position() {
    return at;
  }

  /** What comes next; a space at the end. */
  char peek() {
    return charAt(at);
  }

  char next() {
    return charAt(at++);
  }

  /** Skips the sign that starts at the position, which may be two chars long. */
  String sign(int from) {
    String sign = Character.toString(text.codePointAt(from));
    at = from + sign.length();
    return sign;
  }

  String rest() {
    return text.substring(at);
  }

  String all() {
    return text;
  }

  void skipRest() {
    at = text.length();
  }

  /** Whether the pattern is found here; it may look at what stands before. */
  boolean sees(Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    matcher.useTransparentBounds(true).region(at, text.length());
    boolean found = matcher.lookingAt();
    if (found) {
      last = matcher;
    }
    return found;
  }

  /** Consumes what the pattern finds here. */
  boolean take(Pattern pattern) {
    boolean found = sees(pattern);
    if (found) {
      at = last.end();
    }
    return found;
  }

  /** Of what was found last; empty if the group took no part. */
  String group(int number) {
    String group = last.group(number);
    return group == null ? "" : group;
  }

  /** Of what was found last, the first group that took part. */
  String firstGroup() {
    for (int i = 1; i <= last.groupCount(); i++) {
      if (last.group(i) != null) {
        return last.group(i);
      }
    }
    return "";
  }

  /** The char before what was found last. */
  char beforeMatch() {
    return charAt(last.start() - 1);
  }

  boolean digitAt(int index) {
    char c = charAt(index);
    return c >= '0' && c <= '9';
  }

  boolean digitBefore(int index) {
    return digitAt(index - 1);
  }

  boolean letterAt(int index) {
    return isLatin(charAt(index));
  }

  char charAt(int index) {
    return index >= 0 && index < text.length() ? text.charAt(index) : ' ';
  }

  static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
