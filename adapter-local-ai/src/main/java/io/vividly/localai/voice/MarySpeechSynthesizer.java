package io.vividly.localai.voice;

import io.vividly.core.model.Narration;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.TransientFailureException;
import io.vividly.core.sound.Leveller;
import io.vividly.core.speech.Verbalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;
import org.w3c.dom.Element;

/**
 * Speaks American English offline, with MaryTTS. The same text gives the same samples. Loads its
 * voice when it speaks for the first time, or before that with {@link #load}.
 *
 * <p>MaryTTS logs to SLF4J under {@code marytts}: a host should set that to warnings.
 */
public final class MarySpeechSynthesizer implements SpeechSynthesizer, AutoCloseable {

  /** The loudness of all speech, in LUFS. */
  static final double LOUDNESS = -16;

  /** So many sentences share one melody. */
  private static final int PARAGRAPH = 8;

  private final Verbalizer verbalizer = new Verbalizer();
  private final Pronunciations pronunciations = Pronunciations.load();
  private final Leveller leveller = new Leveller(LOUDNESS);
  private final Semaphore free;
  private final Deque<MaryVoice> idle = new ArrayDeque<>();
  private volatile boolean closed;

  /**
   * @param voices how many texts can be spoken at the same time; more wait for their turn
   */
  public MarySpeechSynthesizer(int voices) {
    if (voices < 1) {
      throw new IllegalArgumentException("at least one voice must be able to speak");
    }
    this.free = new Semaphore(voices, true);
  }

  /**
   * Loads the voice, which takes a second or two, and says something to itself, so that the first
   * text is spoken as fast as the others. Harmless to call again.
   */
  public void load() {
    speak("Ready.");
  }

  @Override
  public Narration speak(String text) {
    List<Sentence> sentences = Sentence.of(verbalizer.verbalize(text));
    if (sentences.stream().allMatch(Sentence::isSilent)) {
      throw new PermanentFailureException("nothing in the text can be spoken");
    }
    MaryVoice voice = borrow();
    try {
      return speak(sentences, voice);
    } catch (SynthesisException e) {
      // The same text fails the same way.
      throw new PermanentFailureException("MaryTTS could not speak the text", e);
    } finally {
      giveBack(voice);
    }
  }

  private Narration speak(List<Sentence> sentences, MaryVoice voice) throws SynthesisException {
    Recording recording = new Recording(voice.sampleRate());
    for (int from = 0; from < sentences.size(); from += PARAGRAPH) {
      List<Sentence> paragraph =
          sentences.subList(from, Math.min(from + PARAGRAPH, sentences.size()));
      stopIfInterrupted();
      List<Element> prepared =
          voice.prepare(paragraph.stream().filter(s -> !s.isSilent()).toList());
      int next = 0;
      for (Sentence sentence : paragraph) {
        stopIfInterrupted();
        if (sentence.isSilent()) {
          recording.addSilent(sentence);
        } else {
          recording.add(sentence, voice.speak(prepared.get(next++)));
        }
      }
    }
    return recording.levelled(leveller);
  }

  private MaryVoice borrow() {
    if (closed) {
      throw new IllegalStateException("the speech synthesizer is closed");
    }
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException("interrupted while waiting for a free voice", e);
    }
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    try {
      return MaryVoice.load(pronunciations);
    } catch (MaryConfigurationException | RuntimeException e) {
      free.release();
      throw new TransientFailureException("MaryTTS could not be started", e);
    }
  }

  private void giveBack(MaryVoice voice) {
    synchronized (idle) {
      idle.push(voice);
    }
    free.release();
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new TransientFailureException("interrupted while speaking", null);
    }
  }

  /** Refuses further texts; those that are being spoken are finished. */
  @Override
  public void close() {
    closed = true;
    synchronized (idle) {
      idle.clear();
    }
  }
}
