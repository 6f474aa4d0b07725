package io.vividly.gcpai;

import io.vividly.core.model.Narration;
import io.vividly.core.model.SpokenWord;
import io.vividly.core.sound.Fade;
import io.vividly.core.sound.Leveller;
import io.vividly.core.sound.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Joins chunks to a narration. */
final class NarrationTape {

  private static final double NANOS = 1e9;

  private final int sampleRate;
  private final List<double[]> sounds = new ArrayList<>();
  private final List<SpokenWord> words = new ArrayList<>();
  private long length;
  private Duration last = Duration.ZERO;

  NarrationTape(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /** Each word is heard from its mark to the next one, or to the end of the chunk. */
  void add(SpokenChunk spoken) {
    Duration begin = at(length);
    Fade.edges(spoken.samples(), sampleRate);
    sounds.add(spoken.samples());
    length += spoken.samples().length;
    List<Double> starts = spoken.starts();
    int heard = 0;
    last = begin;
    for (SsmlWord word : spoken.chunk().words()) {
      if (word.isSilent()) {
        addSilent(word);
        continue;
      }
      Duration start = begin.plus(seconds(starts.get(heard++)));
      Duration end = heard < starts.size() ? begin.plus(seconds(starts.get(heard))) : at(length);
      last = earlier(end, at(length));
      words.add(new SpokenWord(word.written(), earlier(start, last), last));
    }
  }

  /** Its words are heard in no time, where they stand. */
  void addSilent(SsmlChunk chunk) {
    chunk.words().forEach(this::addSilent);
  }

  Narration levelled(Leveller leveller) {
    double[] levelled = leveller.level(Samples.joined(sounds), sampleRate);
    return new Narration(Samples.quantized(levelled, sampleRate), words);
  }

  private void addSilent(SsmlWord word) {
    words.add(new SpokenWord(word.written(), last, last));
  }

  private Duration at(long sample) {
    return Duration.ofNanos(sample * 1_000_000_000L / sampleRate);
  }

  private static Duration seconds(double value) {
    return Duration.ofNanos(Math.round(value * NANOS));
  }

  private static Duration earlier(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
