package io.vividly.core.sound;

import io.vividly.core.model.Pcm;
import io.vividly.core.port.PermanentFailureException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The plain form of a WAV file: one channel of 16-bit samples behind a header of 44 bytes. */
public final class Wav {

  private static final int HEADER = 44;
  private static final int FIRST_CHUNK = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FORMAT_SIZE = 16;
  private static final int BYTES_PER_SAMPLE = 2;
  private static final short PCM_FORMAT = 1;

  private Wav() {}

  public static byte[] encode(Pcm pcm) {
    int size = pcm.samples().length * BYTES_PER_SAMPLE;
    ByteBuffer wav = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVE"));
    wav.put(ascii("fmt ")).putInt(FORMAT_SIZE).putShort(PCM_FORMAT).putShort((short) 1);
    wav.putInt(pcm.sampleRate()).putInt(pcm.sampleRate() * BYTES_PER_SAMPLE);
    wav.putShort((short) BYTES_PER_SAMPLE).putShort((short) (8 * BYTES_PER_SAMPLE));
    wav.put(ascii("data")).putInt(size);
    wav.asShortBuffer().put(pcm.samples());
    return wav.array();
  }

  /**
   * Reads such a file, also if it has further chunks in between, as those have that come from
   * elsewhere.
   *
   * @throws PermanentFailureException if it is cut, or something else
   */
  public static Pcm decode(byte[] content) {
    ByteBuffer wav = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < HEADER || !has(wav, 0, "RIFF") || !has(wav, 8, "WAVE")) {
      throw refused();
    }
    ByteBuffer format = chunk(wav, "fmt ", FORMAT_SIZE);
    if (format.getShort(0) != PCM_FORMAT
        || format.getShort(2) != 1
        || format.getInt(4) <= 0
        || format.getShort(14) != 8 * BYTES_PER_SAMPLE) {
      throw refused();
    }
    ByteBuffer data = chunk(wav, "data", 0);
    short[] samples = new short[data.remaining() / BYTES_PER_SAMPLE];
    data.asShortBuffer().get(samples);
    return new Pcm(format.getInt(4), samples);
  }

  private static ByteBuffer chunk(ByteBuffer wav, String name, int leastSize) {
    long at = FIRST_CHUNK;
    while (at + CHUNK_HEADER <= wav.capacity()) {
      int start = (int) at + CHUNK_HEADER;
      int size = wav.getInt(start - 4);
      if (size < 0 || size > wav.capacity() - start) {
        throw refused();
      }
      if (has(wav, (int) at, name)) {
        if (size < leastSize) {
          throw refused();
        }
        return wav.slice(start, size).order(ByteOrder.LITTLE_ENDIAN);
      }
      // Chunks begin at even places.
      at = (long) start + size + size % 2;
    }
    throw refused();
  }

  private static boolean has(ByteBuffer wav, int at, String name) {
    return wav.slice(at, name.length()).equals(ByteBuffer.wrap(ascii(name)));
  }

  private static PermanentFailureException refused() {
    return new PermanentFailureException(
        "The sound is not a WAV file with one channel of 16-bit samples, or is cut.");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
