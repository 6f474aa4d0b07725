package io.vividly.localai.voice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sound.sampled.AudioInputStream;
import marytts.LocalMaryInterface;
import marytts.datatypes.MaryXML;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;
import marytts.modules.synthesis.Voice;
import marytts.util.data.audio.MaryAudioUtils;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * MaryTTS with its voice {@code cmu-slt-hsmm}. MaryTTS is one engine per class loader, which its
 * threads share: what is loaded here is loaded once, however many instances speak. An instance
 * belongs to one thread at a time.
 *
 * <p>Words are handed to it with their pronunciation where the lexicon of MaryTTS is wrong; its own
 * tokeniser and number reading are not used, because they lose track of the written words.
 */
final class MaryVoice {

  static final String NAME = "cmu-slt-hsmm";

  /** Set on the elements of a word: the index of the token that it belongs to. */
  private static final String TOKEN_INDEX = "written";

  private static final Object STARTING = new Object();

  private final LocalMaryInterface mary;
  private final Voice voice;
  private final Pronouncer pronouncer;

  private MaryVoice(LocalMaryInterface mary, Voice voice, Pronouncer pronouncer) {
    this.mary = mary;
    this.voice = voice;
    this.pronouncer = pronouncer;
  }

  /** Takes a second or two the first time, and next to nothing after that. */
  static MaryVoice load(Pronunciations pronunciations) throws MaryConfigurationException {
    synchronized (STARTING) {
      LocalMaryInterface mary = QuietStart.run(LocalMaryInterface::new);
      mary.setLocale(Locale.US);
      mary.setVoice(NAME);
      mary.setInputType("WORDS");
      mary.setOutputType("ACOUSTPARAMS");
      Voice voice = Voice.getVoice(NAME);
      return new MaryVoice(mary, voice, new Pronouncer(pronunciations));
    }
  }

  int sampleRate() {
    return (int) voice.dbAudioFormat().getSampleRate();
  }

  /**
   * Decides on phones, melody and durations. Sentences that are heard one after the other belong in
   * one call, so that the melody falls from the first to the last.
   *
   * @param paragraph sentences, each of which says something
   * @return what {@link #speak} takes, one for each sentence
   */
  List<Element> prepare(List<Sentence> paragraph) throws SynthesisException {
    Document document = MaryXML.newDocument();
    Element root = document.getDocumentElement();
    root.setAttribute("xml:lang", "en-US");
    Element p = MaryXML.appendChildElement(root, MaryXML.PARAGRAPH);
    for (Sentence sentence : paragraph) {
      append(p, sentence);
    }
    Document prepared = mary.generateXML(document);
    List<Element> sentences = new ArrayList<>();
    collect(prepared.getDocumentElement(), sentences, MaryXML.SENTENCE);
    return sentences;
  }

  private void append(Element paragraph, Sentence sentence) {
    Element s = MaryXML.appendChildElement(paragraph, MaryXML.SENTENCE);
    boolean heard = false;
    for (int i = 0; i < sentence.tokens().size(); i++) {
      SpokenToken token = sentence.tokens().get(i);
      for (String word : token.words()) {
        Element t = element(s, word, i);
        String phones = pronouncer.phones(word);
        if (phones != null) {
          t.setAttribute("ph", phones);
        }
      }
      heard |= !token.isSilent();
      // Two marks in a row, or one before the first word, would be a pause that nobody wrote.
      if (token.pause() != Pause.NONE && heard) {
        heard = false;
        element(s, token.pause().mark(), i).setAttribute("pos", ".");
      }
    }
  }

  private static Element element(Element sentence, String text, int tokenIndex) {
    Element t = MaryXML.appendChildElement(sentence, MaryXML.TOKEN);
    t.setTextContent(text);
    t.setAttribute(TOKEN_INDEX, Integer.toString(tokenIndex));
    return t;
  }

  /** Makes the sound of a prepared sentence. */
  Utterance speak(Element prepared) throws SynthesisException {
    List<Element> parts = new ArrayList<>();
    collect(prepared, parts, MaryXML.TOKEN, MaryXML.BOUNDARY);
    parts.forEach(MaryVoice::settlePause);
    AudioInputStream stream = voice.synthesize(parts, null);
    double[] samples = MaryAudioUtils.getSamplesAsDoubleArray(stream);
    return new Utterance(samples, times(parts));
  }

  /** The pauses of MaryTTS are all of 0.4 seconds; a comma wants less. */
  private static void settlePause(Element part) {
    if (part.getTagName().equals(MaryXML.BOUNDARY) && !part.getAttribute("duration").isEmpty()) {
      part.setAttribute(
          "duration",
          switch (part.getAttribute("breakindex")) {
            case "5", "6" -> "420";
            case "4" -> "220";
            default -> "120";
          });
    }
  }

  /** Adds up what the synthesizer made: the phones of the words, and the pauses between them. */
  private static Map<Integer, Utterance.Span> times(List<Element> parts) {
    Map<Integer, Utterance.Span> spans = new TreeMap<>();
    double now = 0;
    for (Element part : parts) {
      if (part.getTagName().equals(MaryXML.BOUNDARY)) {
        now += milliseconds(part.getAttribute("duration"));
        continue;
      }
      double start = now;
      List<Element> phones = new ArrayList<>();
      collect(part, phones, MaryXML.PHONE);
      for (Element phone : phones) {
        now += milliseconds(phone.getAttribute("d"));
      }
      if (now > start) {
        spans.merge(
            Integer.valueOf(part.getAttribute(TOKEN_INDEX)),
            new Utterance.Span(start, now),
            Utterance.Span::to);
      }
    }
    return spans;
  }

  private static double milliseconds(String value) {
    return value.isEmpty() ? 0 : Double.parseDouble(value) / 1000;
  }

  private static void collect(Node parent, List<Element> found, String... names) {
    for (@Nullable Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element) {
        if (List.of(names).contains(element.getTagName())) {
          found.add(element);
        } else {
          collect(element, found, names);
        }
      }
    }
  }
}
