package io.vividly.testkit.google;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A document of speech markup, read as strictly as XML is: what is said, and where in it the marks
 * are.
 */
final class Ssml {

  private static final String INVALID =
      "Invalid SSML. Newer voices like Neural2 require valid SSML.";
  private static final Set<String> OF_THE_STANDARD =
      Set.of(
          "break",
          "audio",
          "media",
          "par",
          "seq",
          "prosody",
          "emphasis",
          "voice",
          "lang",
          "phoneme");

  private final StringBuilder text = new StringBuilder();
  private final Map<String, Integer> marks = new LinkedHashMap<>();

  private Ssml() {}

  static Ssml of(String document) {
    Element root = parse(document);
    if (!root.getTagName().equals("speak")) {
      throw Refusals.invalid(INVALID);
    }
    Ssml ssml = new Ssml();
    ssml.readChildren(root);
    return ssml;
  }

  String text() {
    return text.toString();
  }

  /** The marks, in order, each with the index of the word of the text that comes after it. */
  Map<String, Integer> wordsAfterMarks() {
    List<Integer> starts = wordStarts();
    Map<String, Integer> words = new LinkedHashMap<>();
    marks.forEach(
        (name, at) -> words.put(name, (int) starts.stream().filter(start -> start < at).count()));
    return words;
  }

  private List<Integer> wordStarts() {
    List<Integer> starts = new ArrayList<>();
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = " \t\n\u000B\f\r".indexOf(text.charAt(i)) >= 0;
      if (!space && !inWord) {
        starts.add(i);
      }
      inWord = !space;
    }
    return starts;
  }

  private static Element parse(String document) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setCoalescing(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The usual handler prints to the console.
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(document))).getDocumentElement();
    } catch (SAXException e) {
      throw Refusals.invalid(INVALID);
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("The JDK parses XML from memory.", e);
    }
  }

  private void readChildren(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Text said) {
        text.append(said.getData());
      } else if (node instanceof Element element) {
        read(element);
      }
    }
  }

  private void read(Element element) {
    switch (element.getTagName()) {
      case "mark" -> marks.put(required(element, "name"), text.length());
      case "sub" -> text.append(required(element, "alias"));
      case "say-as" -> {
        if (!required(element, "interpret-as").equals("characters")) {
          throw Refusals.unknownHere("this way to interpret text");
        }
        text.append(element.getTextContent().toUpperCase(Locale.ROOT));
      }
      case "p", "s" -> {
        text.append(' ');
        readChildren(element);
        text.append(' ');
      }
      default ->
          throw OF_THE_STANDARD.contains(element.getTagName())
              ? Refusals.unknownHere("<" + element.getTagName() + ">")
              : Refusals.invalid(INVALID);
    }
  }

  private static String required(Element element, String attribute) {
    String value = element.getAttribute(attribute);
    if (value.isEmpty()) {
      throw Refusals.invalid(INVALID);
    }
    return value;
  }
}
