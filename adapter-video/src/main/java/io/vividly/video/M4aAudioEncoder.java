package io.vividly.video;

import io.vividly.core.model.Narration;
import io.vividly.core.port.AudioEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/** Encodes narrations as AAC in M4A, the index in front, with FFmpeg in this process. */
public final class M4aAudioEncoder implements AudioEncoder {

  /** Silence before the first narration and after the last, in samples: it takes up the priming. */
  private static final int MARGIN = 5 * Grid.AAC_FRAME;

  /** Between two narrations, in samples: half a second. */
  private static final int PAUSE = Grid.SAMPLE_RATE / 2;

  @Override
  public EncodedAudio encode(String title, List<Narration> narrations) {
    if (narrations.isEmpty()) {
      throw new IllegalArgumentException("no narrations to encode");
    }
    List<short[]> voices = narrations.stream().map(n -> Resampler.samples(n.audio())).toList();
    List<Duration> starts = new ArrayList<>();
    int length = MARGIN;
    for (short[] voice : voices) {
      starts.add(Grid.durationOfSamples(length));
      length += voice.length + PAUSE;
    }
    length += MARGIN - PAUSE;
    short[] sound = new short[roundedUp(length)];
    int at = MARGIN;
    for (short[] voice : voices) {
      System.arraycopy(voice, 0, sound, at, voice.length);
      at += voice.length + PAUSE;
    }
    return new EncodedAudio(write(title, sound), Grid.durationOfSamples(sound.length), starts);
  }

  private static byte[] write(String title, short[] sound) {
    Ffmpeg.load();
    try (PointerScope scope = new PointerScope();
        AacEncoder encoder = new AacEncoder();
        Mp4Writer file = new Mp4Writer("ipod", title)) {
      int track = file.addTrack(encoder.context());
      file.begin();
      encoder.encode(sound, packet -> file.write(track, packet, encoder.context().time_base()));
      return file.finish();
    }
  }

  private static int roundedUp(int samples) {
    return (samples + Grid.AAC_FRAME - 1) / Grid.AAC_FRAME * Grid.AAC_FRAME;
  }
}
