package io.vividly.localai.script;

import io.vividly.core.model.Line;
import io.vividly.core.model.PassageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Plain text and its sentences. */
final class Prose {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?][\"”’')\\]]*(?=\\s)");
  private static final Pattern LAST_WORD = Pattern.compile("(\\S+)$");
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr.", "mr.", "mrs.", "ms.", "prof.", "st.", "vs.", "e.g.", "i.e.", "cf.", "ca.", "fig.",
          "eq.", "approx.", "no.");

  private static final Parser PARSER = Parser.builder().build();

  private Prose() {}

  /** Without Markdown; white space becomes single spaces. */
  static String plain(String markdown) {
    StringBuilder text = new StringBuilder();
    PARSER.parse(markdown).accept(new Words(text));
    return SPACE.matcher(text).replaceAll(" ").strip();
  }

  static List<String> sentences(String plain) {
    List<String> sentences = new ArrayList<>();
    Matcher end = SENTENCE_END.matcher(plain);
    int start = 0;
    while (end.find()) {
      String sentence = plain.substring(start, end.end()).strip();
      if (!endsInAbbreviation(sentence)) {
        sentences.add(sentence);
        start = end.end();
      }
    }
    String rest = plain.substring(start).strip();
    if (!rest.isEmpty()) {
      sentences.add(rest);
    }
    return sentences;
  }

  /** The sentences of a piece of Markdown, each resting on its passage. */
  static List<Line> lines(String markdown, PassageId passage) {
    return sentences(plain(markdown)).stream()
        .map(sentence -> new Line(sentence, List.of(passage)))
        .toList();
  }

  static String join(List<Line> lines) {
    return lines.stream().map(Line::text).collect(Collectors.joining(" "));
  }

  static int words(String text) {
    return SPACE.split(text.strip()).length;
  }

  static int words(List<Line> lines) {
    return lines.stream().mapToInt(line -> words(line.text())).sum();
  }

  private static boolean endsInAbbreviation(String sentence) {
    Matcher last = LAST_WORD.matcher(sentence);
    if (!last.find()) {
      return false;
    }
    String word = last.group(1).toLowerCase(Locale.ROOT).replaceFirst("^[(\"“]", "");
    // A single letter that is the whole sentence so far is an initial, as in "J. J. Thomson".
    return ABBREVIATIONS.contains(word) || sentence.matches("(?:\\p{Lu}\\.\\s*)+");
  }

  private static final class Words extends AbstractVisitor {
    private final StringBuilder text;

    private Words(StringBuilder text) {
      this.text = text;
    }

    @Override
    public void visit(Text node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak node) {
      text.append(' ');
    }

    @Override
    public void visit(HardLineBreak node) {
      text.append(' ');
    }
  }
}
