package io.vividly.lucene;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A heading of a Markdown file and what stands below it, up to the next heading that counts.
 *
 * @param level of the heading, 1 to 6; 0 for text before the first heading
 * @param heading without markup; empty for text before the first heading
 * @param line of the heading in its file, from 1
 * @param text Markdown, without the heading
 */
record Section(int level, String heading, int line, String text) {

  private static final Parser PARSER =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

  /**
   * Cuts a file at its headings.
   *
   * @param skip how many lines of front matter to leave out
   * @param deepest headings below this level do not cut
   */
  static List<Section> of(SourceText source, int skip, int deepest) {
    List<String> lines = source.lines();
    List<String> body = lines.subList(skip, lines.size());
    List<Section> sections = new ArrayList<>();
    int level = 0;
    String heading = "";
    int start = 0;
    int textStart = 0;
    for (Heading next : headings(String.join("\n", body), deepest)) {
      int from = next.getSourceSpans().get(0).getLineIndex();
      sections.add(
          new Section(level, heading, skip + start + 1, text(body.subList(textStart, from))));
      level = next.getLevel();
      heading = plain(next);
      start = from;
      textStart = from + next.getSourceSpans().size();
    }
    sections.add(
        new Section(level, heading, skip + start + 1, text(body.subList(textStart, body.size()))));
    sections.removeIf(section -> section.level() == 0 && section.text().isEmpty());
    return sections;
  }

  private static List<Heading> headings(String markdown, int deepest) {
    List<Heading> headings = new ArrayList<>();
    PARSER
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Heading heading) {
                // Headings within lists and quotes belong to these.
                if (heading.getLevel() <= deepest && heading.getParent().getParent() == null) {
                  headings.add(heading);
                }
              }
            });
    return headings;
  }

  private static String plain(Node heading) {
    StringBuilder text = new StringBuilder();
    heading.accept(
        new AbstractVisitor() {
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
        });
    return text.toString().strip();
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines).strip();
  }
}
