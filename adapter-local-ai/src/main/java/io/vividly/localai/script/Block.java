package io.vividly.localai.script;

import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.BulletList;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A block of a passage, with its lines as they were written: what stands between dollar signs must
 * not be read as Markdown.
 */
sealed interface Block {

  Parser PARSER = Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

  /** Where the block stands. */
  PassageId passage();

  record Heading(PassageId passage, String text) implements Block {}

  record Paragraph(PassageId passage, List<String> lines) implements Block {}

  /** A list; each item is the lines of its paragraphs. */
  record Items(PassageId passage, List<List<String>> items) implements Block {}

  /** The headings, paragraphs and lists of a passage; code, quotes and tables are left out. */
  static List<Block> of(Passage passage) {
    String text = passage.text();
    Node document = PARSER.parse(text);
    List<Block> blocks = new ArrayList<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof org.commonmark.node.Heading) {
        blocks.add(new Heading(passage.id(), Prose.plain(String.join(" ", lines(text, node)))));
      } else if (node instanceof org.commonmark.node.Paragraph) {
        blocks.add(new Paragraph(passage.id(), lines(text, node)));
      } else if (node instanceof OrderedList || node instanceof BulletList) {
        blocks.add(new Items(passage.id(), items(text, node)));
      }
    }
    return blocks;
  }

  private static List<List<String>> items(String text, Node list) {
    List<List<String>> items = new ArrayList<>();
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      List<String> lines = new ArrayList<>();
      for (Node part = item.getFirstChild();
          item instanceof ListItem && part != null;
          part = part.getNext()) {
        if (part instanceof org.commonmark.node.Paragraph) {
          lines.addAll(lines(text, part));
        }
      }
      items.add(lines);
    }
    return items;
  }

  private static List<String> lines(String text, Node node) {
    return node.getSourceSpans().stream()
        .map(span -> text.substring(span.getInputIndex(), span.getInputIndex() + span.getLength()))
        .map(line -> line.replaceFirst("^#{1,6}\\s+", "").strip())
        .toList();
  }
}
