package io.vividly.localai.voice;

import io.vividly.core.model.Narration;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.sound.Fade;
import io.vividly.core.sound.Leveller;
import io.vividly.core.sound.Samples;
import io.vividly.core.speech.SpokenToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins sentences to a narration. */
final class Recording {

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
    // Sentences begin and end in near silence; this takes away the last of a click.
    Fade.edges(utterance.samples(), sampleRate);
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
    double[] levelled = leveller.level(Samples.joined(sentences), sampleRate);
    return new Narration(Samples.quantized(levelled, sampleRate), words);
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
}
