package io.vividly.testkit.google;

import com.google.cloud.texttospeech.v1beta1.AudioConfig;
import com.google.cloud.texttospeech.v1beta1.AudioEncoding;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechResponse;
import com.google.cloud.texttospeech.v1beta1.Timepoint;
import com.google.protobuf.ByteString;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Pcm;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.sound.Wav;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks what is asked for, with the voice of the test. */
final class SpeechReply {

  private static final double NANOS = 1e9;

  private SpeechReply() {}

  static SynthesizeSpeechResponse of(
      SpeechRequest request, SpeechSynthesizer voice, @Nullable TextToSpeechFault fault) {
    Narration spoken = speak(request.text(), voice);
    Pcm sound = converted(spoken.audio(), request.sampleRate(), request.speed());
    SynthesizeSpeechResponse.Builder reply =
        SynthesizeSpeechResponse.newBuilder()
            .setAudioContent(content(sound, fault))
            .setAudioConfig(
                AudioConfig.newBuilder()
                    .setAudioEncoding(AudioEncoding.LINEAR16)
                    .setSampleRateHertz(request.sampleRate()));
    for (Map.Entry<String, Integer> mark : request.wordsAfterMarks().entrySet()) {
      reply.addTimepoints(
          Timepoint.newBuilder()
              .setMarkName(mark.getKey())
              .setTimeSeconds(start(spoken, mark.getValue()) / request.speed()));
    }
    if (fault == TextToSpeechFault.MISSING_TIMEPOINT && reply.getTimepointsCount() > 0) {
      reply.removeTimepoints(reply.getTimepointsCount() - 1);
    }
    return reply.build();
  }

  /** What has no sound is answered with silence. */
  private static Narration speak(String text, SpeechSynthesizer voice) {
    try {
      return voice.speak(text.strip());
    } catch (PermanentFailureException e) {
      return new Narration(new Pcm(48_000, new short[4_800]), List.of());
    }
  }

  private static double start(Narration spoken, int word) {
    return word < spoken.words().size()
        ? spoken.words().get(word).start().toNanos() / NANOS
        : spoken.audio().duration().toNanos() / NANOS;
  }

  private static ByteString content(Pcm sound, @Nullable TextToSpeechFault fault) {
    byte[] wav = Wav.encode(sound);
    int length = fault == TextToSpeechFault.BROKEN_AUDIO ? wav.length / 2 : wav.length;
    return ByteString.copyFrom(wav, 0, length);
  }

  /** By straight lines between the samples; what is spoken faster is also higher. */
  private static Pcm converted(Pcm sound, int sampleRate, double speed) {
    double step = speed * sound.sampleRate() / sampleRate;
    if (step == 1) {
      return sound;
    }
    short[] from = sound.samples();
    short[] to = new short[(int) (from.length / step)];
    for (int i = 0; i < to.length; i++) {
      int left = (int) (i * step);
      double part = i * step - left;
      int right = Math.min(left + 1, from.length - 1);
      to[i] = (short) Math.round(from[left] * (1 - part) + from[right] * part);
    }
    return new Pcm(sampleRate, to);
  }
}
