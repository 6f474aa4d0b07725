package io.vividly.core.pipeline;

import io.vividly.core.model.Pcm;
import io.vividly.core.port.PermanentFailureException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The plain form of a WAV file: one channel of 16-bit samples behind a header of 44 bytes. */
final class Wav {

  private static final int HEADER = 44;
  private static final int BYTES_PER_SAMPLE = 2;
  private static final short PCM_FORMAT = 1;

  private Wav() {}

  static byte[] encode(Pcm pcm) {
    int size = pcm.samples().length * BYTES_PER_SAMPLE;
    ByteBuffer wav = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVE"));
    wav.put(ascii("fmt ")).putInt(16).putShort(PCM_FORMAT).putShort((short) 1);
    wav.putInt(pcm.sampleRate()).putInt(pcm.sampleRate() * BYTES_PER_SAMPLE);
    wav.putShort((short) BYTES_PER_SAMPLE).putShort((short) (8 * BYTES_PER_SAMPLE));
    wav.put(ascii("data")).putInt(size);
    wav.asShortBuffer().put(pcm.samples());
    return wav.array();
  }

  /** Reads what {@link #encode} wrote. */
  static Pcm decode(byte[] content) {
    ByteBuffer wav = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < HEADER
        || wav.getShort(20) != PCM_FORMAT
        || wav.getInt(40) != content.length - HEADER) {
      throw new PermanentFailureException("A stored narration is not a WAV file of this pipeline.");
    }
    short[] samples = new short[(content.length - HEADER) / BYTES_PER_SAMPLE];
    wav.position(HEADER);
    wav.asShortBuffer().get(samples);
    return new Pcm(wav.getInt(24), samples);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
