package io.vividly.localai.voice;

import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.model.SpokenWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins sentences to a narration. */
final class Recording {

  /** Sentences begin and end in near silence; this takes away the last of a click. */
  private static final double FADE_SECONDS = 0.004;

  private static final double NANOS = 1e9;

  private final int sampleRate;
  private final List<double[]> sentences = new ArrayList<>();
  private final List<SpokenWord> words = new ArrayList<>();
  private int length;
  private Duration last = Duration.ZERO;

  Recording(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  void add(Sentence sentence, Utterance utterance) {
    fade(utterance.samples());
    double offset = (double) length / sampleRate;
    sentences.add(utterance.samples());
    length += utterance.samples().length;
    for (int i = 0; i < sentence.tokens().size(); i++) {
      add(sentence.tokens().get(i), utterance.times().get(i), offset);
    }
  }

  /** Its words are heard in no time, where they stand. */
  void addSilent(Sentence sentence) {
    sentence.tokens().forEach(token -> words.add(new SpokenWord(token.written(), last, last)));
  }

  Narration levelled(Leveller leveller) {
    double[] joined = new double[length];
    int at = 0;
    for (double[] sentence : sentences) {
      System.arraycopy(sentence, 0, joined, at, sentence.length);
      at += sentence.length;
    }
    return new Narration(new Pcm(sampleRate, quantized(leveller.level(joined, sampleRate))), words);
  }

  private void add(SpokenToken token, Utterance.@Nullable Span span, double offset) {
    Duration start = last;
    if (span != null) {
      start = later(last, withinSound(offset + span.start()));
      last = later(start, withinSound(offset + span.end()));
    }
    words.add(new SpokenWord(token.written(), start, last));
  }

  private Duration withinSound(double seconds) {
    long end = length * 1_000_000_000L / sampleRate;
    return Duration.ofNanos(Math.min(Math.round(seconds * NANOS), end));
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private void fade(double[] samples) {
    int fade = Math.min((int) (FADE_SECONDS * sampleRate), samples.length / 2);
    for (int i = 0; i < fade; i++) {
      double gain = (double) i / fade;
      samples[i] *= gain;
      samples[samples.length - 1 - i] *= gain;
    }
  }

  private static short[] quantized(double[] samples) {
    short[] out = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      long value = Math.round(samples[i] * Short.MAX_VALUE);
      out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
    return out;
  }
}
