package io.vividly.gcpai;

import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechResponse;
import com.google.cloud.texttospeech.v1beta1.Timepoint;
import io.vividly.core.model.Pcm;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.sound.Samples;
import io.vividly.core.sound.Wav;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sound of a chunk.
 *
 * @param samples full scale is 1
 * @param starts when each word begins that is heard, in order, in seconds from the beginning of the
 *     chunk and within it
 */
record SpokenChunk(SsmlChunk chunk, double[] samples, int sampleRate, List<Double> starts) {

  /** Google tells times in single precision, and may round the end of the sound up. */
  private static final double TOLERANCE_SECONDS = 0.02;

  /**
   * @throws UnusableReplyException if the sound is cut or missing, or a time is
   */
  static SpokenChunk of(SsmlChunk chunk, int sampleRate, SynthesizeSpeechResponse reply) {
    Pcm sound = sound(reply);
    if (sound.sampleRate() != sampleRate) {
      throw new UnusableReplyException("it spoke at another sample rate than asked for", null);
    }
    double[] samples = Samples.of(sound);
    if (Arrays.stream(samples).allMatch(sample -> sample == 0)) {
      throw new UnusableReplyException("it answered with silence", null);
    }
    double end = (double) samples.length / sampleRate;
    return new SpokenChunk(chunk, samples, sampleRate, starts(chunk, end, reply));
  }

  private static Pcm sound(SynthesizeSpeechResponse reply) {
    try {
      return Wav.decode(reply.getAudioContent().toByteArray());
    } catch (PermanentFailureException e) {
      throw new UnusableReplyException("its sound is broken", e);
    }
  }

  private static List<Double> starts(SsmlChunk chunk, double end, SynthesizeSpeechResponse reply) {
    Map<String, Double> times = new HashMap<>();
    for (Timepoint point : reply.getTimepointsList()) {
      times.put(point.getMarkName(), point.getTimeSeconds());
    }
    List<Double> starts = new ArrayList<>();
    double last = 0;
    for (SsmlWord word : chunk.words()) {
      if (word.isSilent()) {
        continue;
      }
      Double start = times.get(word.mark());
      if (start == null) {
        throw new UnusableReplyException("it did not tell when every word is heard", null);
      }
      if (!(start >= last && start <= end + TOLERANCE_SECONDS)) {
        throw new UnusableReplyException("it told times that are out of order", null);
      }
      last = Math.min(start, end);
      starts.add(last);
    }
    return starts;
  }
}
