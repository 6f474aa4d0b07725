package io.vividly.localai.voice;

import io.vividly.core.speech.Pause;
import io.vividly.core.speech.SpokenToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import marytts.LocalMaryInterface;
import marytts.datatypes.MaryXML;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;
import marytts.htsengine.HMMVoice;
import marytts.modules.synthesis.Voice;
import marytts.util.dom.DomUtils;
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
  private final HMMVoice voice;
  private final SlowEngine engine;
  private final Pronouncer pronouncer;

  private MaryVoice(LocalMaryInterface mary, HMMVoice voice, Pronouncer pronouncer) {
    this.mary = mary;
    this.voice = voice;
    this.engine = new SlowEngine(voice);
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
      HMMVoice voice = (HMMVoice) Voice.getVoice(NAME);
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
    collect(prepared, parts, MaryXML.PHONE, MaryXML.BOUNDARY);
    parts.forEach(MaryVoice::settlePause);
    try {
      double[] samples = engine.speak(parts);
      return new Utterance(samples, times(parts, engine.seconds()));
    } catch (Exception e) {
      throw new SynthesisException("could not speak a sentence", e);
    }
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
  private static Map<Integer, Utterance.Span> times(List<Element> parts, List<Double> seconds) {
    Map<Integer, Utterance.Span> spans = new TreeMap<>();
    double now = 0;
    for (int i = 0; i < parts.size(); i++) {
      double start = now;
      now += seconds.get(i);
      if (parts.get(i).getTagName().equals(MaryXML.PHONE)) {
        Element token = (Element) DomUtils.getAncestor(parts.get(i), MaryXML.TOKEN);
        spans.merge(
            Integer.valueOf(token.getAttribute(TOKEN_INDEX)),
            new Utterance.Span(start, now),
            Utterance.Span::to);
      }
    }
    return spans;
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
