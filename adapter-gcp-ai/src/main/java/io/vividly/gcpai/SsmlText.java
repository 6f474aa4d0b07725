package io.vividly.gcpai;

import io.vividly.core.speech.SpokenToken;
import io.vividly.core.speech.Verbalizer;
import java.io.StringWriter;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Puts a text into SSML, with a mark before each word that is heard. Google reads words and numbers
 * well by itself; formulae, units and symbols are put into words for it, if the text is English.
 */
final class SsmlText {

  /** The JDK's own: others that may be on the class path refuse to write a part of a document. */
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  private static final Pattern NOT_XML =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");
  private static final Pattern EDGES =
      Pattern.compile("[\\p{P}&&[^-–−/%]]*(.*?)[\\p{P}&&[^/%]]*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("[$€£]?\\d[\\d.,]*(?:st|nd|rd|th|%)?");
  private static final Pattern FOREIGN =
      Pattern.compile(".*[\\p{L}&&[^\\p{IsLatin}\\p{IsGreek}]].*");
  private static final Pattern LETTERS = Pattern.compile("[\\p{IsLatin}\\p{M}'’-]+");
  private static final Pattern PUNCTUATION =
      Pattern.compile("[\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}.,;:!?…\"']+");

  private final Verbalizer verbalizer = new Verbalizer();
  private final boolean english;

  SsmlText(String language) {
    this.english = language.startsWith("en-");
  }

  /** The white-space separated words of a text, in order. */
  List<SsmlWord> words(String text) {
    List<SsmlWord> words = new ArrayList<>();
    for (SpokenToken token : verbalizer.verbalize(text)) {
      words.add(word(token, words.size()));
    }
    return words;
  }

  private SsmlWord word(SpokenToken token, int index) {
    String text = NOT_XML.matcher(token.written()).replaceAll("");
    boolean legible = text.codePoints().anyMatch(Character::isLetterOrDigit);
    if (text.isEmpty() || (token.isSilent() && !legible)) {
      String rest = PUNCTUATION.matcher(text).matches() ? text : "";
      return new SsmlWord(token.written(), markup(null, rest, null, ""), null, token.pause());
    }
    String mark = Integer.toString(index);
    String said = english ? said(token, core(text)) : null;
    String ssml =
        said == null
            ? markup(mark, text, null, "")
            : markup(mark, text, said, token.pause().mark());
    return new SsmlWord(token.written(), ssml, mark, token.pause());
  }

  /** What Google is told to say; null if it knows by itself. */
  private static @Nullable String said(SpokenToken token, String core) {
    String said = String.join(" ", token.words());
    boolean known =
        token.isSilent()
            || NUMBER.matcher(core).matches()
            || FOREIGN.matcher(core).matches()
            || (LETTERS.matcher(core).matches() && plain(core).equalsIgnoreCase(plain(said)))
                && !said.equals("A");
    return known ? null : said;
  }

  private static String plain(String letters) {
    return Normalizer.normalize(letters, Normalizer.Form.NFD).replaceAll("[\\p{M}’' -]", "");
  }

  private static String core(String text) {
    Matcher edges = EDGES.matcher(text);
    return edges.matches() ? edges.group(1) : text;
  }

  private static String markup(
      @Nullable String mark, String text, @Nullable String said, String punctuation) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XML.createXMLStreamWriter(out);
      if (mark != null) {
        xml.writeEmptyElement("mark");
        xml.writeAttribute("name", mark);
      }
      if (said == null) {
        xml.writeCharacters(text);
      } else if (said.equals("A")) {
        xml.writeStartElement("say-as");
        xml.writeAttribute("interpret-as", "characters");
        xml.writeCharacters("A");
        xml.writeEndElement();
        xml.writeCharacters(punctuation);
      } else {
        xml.writeStartElement("sub");
        xml.writeAttribute("alias", said);
        xml.writeCharacters(text);
        xml.writeEndElement();
        xml.writeCharacters(punctuation);
      }
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("markup is written to memory", e);
    }
    return out.toString();
  }
}
