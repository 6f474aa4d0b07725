package io.vividly.video;

import io.vividly.core.caption.Captions;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Captions as samples of a timed text track (3GPP TS 26.245). */
final class SubtitleTrack {

  private SubtitleTrack() {}

  /**
   * A text, or nothing between two texts.
   *
   * @param start in milliseconds
   * @param duration in milliseconds
   * @param data a length in two bytes, and the text in UTF-8
   */
  record Sample(long start, long duration, byte[] data) {}

  /** The samples of a track, without a gap, so that each text ends in time. */
  static List<Sample> samples(Captions captions, Duration length) {
    List<Sample> samples = new ArrayList<>();
    long at = 0;
    for (Captions.Cue cue : captions.cues()) {
      long start = Math.max(at, cue.start().toMillis());
      long end = Math.min(cue.end().toMillis(), length.toMillis());
      if (end > start) {
        if (start > at) {
          samples.add(sample(at, start, ""));
        }
        samples.add(sample(start, end, String.join("\n", cue.lines())));
        at = end;
      }
    }
    if (at < length.toMillis()) {
      samples.add(sample(at, length.toMillis(), ""));
    }
    return samples;
  }

  /** How the text is shown: white, at the bottom, in the middle. */
  static byte[] description() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0);
      out.writeByte(1);
      out.writeByte(-1);
      out.writeInt(0);
      out.writeLong(0);
      out.writeInt(0);
      out.writeShort(1);
      out.writeByte(0);
      out.writeByte(18);
      out.writeInt(0xFFFFFFFF);
      byte[] font = "Sans-Serif".getBytes(StandardCharsets.US_ASCII);
      out.writeInt(8 + 2 + 2 + 1 + font.length);
      out.write("ftab".getBytes(StandardCharsets.US_ASCII));
      out.writeShort(1);
      out.writeShort(1);
      out.writeByte(font.length);
      out.write(font);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Sample sample(long start, long end, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] data =
        ByteBuffer.allocate(2 + utf8.length).putShort((short) utf8.length).put(utf8).array();
    return new Sample(start, end - start, data);
  }
}
