package io.vividly.video;

import io.vividly.core.port.PermanentFailureException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Moves the index of an MP4 file ({@code moov}) in front of its data, so that it plays from its
 * first bytes on (ISO/IEC 14496-12). FFmpeg does the same only for files on disk.
 */
final class FastStart {

  private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "stbl");

  private FastStart() {}

  static byte[] apply(byte[] file) {
    ByteBuffer source = ByteBuffer.wrap(file);
    Atom data = null;
    Atom index = null;
    for (int at = 0; at < file.length; ) {
      Atom atom = Atom.at(source, at);
      if (atom.type.equals("mdat")) {
        data = atom;
      } else if (atom.type.equals("moov")) {
        index = atom;
      }
      at = atom.end();
    }
    if (data == null || index == null || index.start < data.start) {
      throw new PermanentFailureException("the MP4 file has no index behind its data");
    }
    ByteBuffer moov = ByteBuffer.allocate(index.size);
    moov.put(file, index.start, index.size).flip();
    shiftOffsets(moov, index.size);
    ByteBuffer result = ByteBuffer.allocate(file.length);
    result.put(file, 0, data.start).put(moov.array());
    result.put(file, data.start, index.start - data.start);
    result.put(file, index.end(), file.length - index.end());
    return result.array();
  }

  private static void shiftOffsets(ByteBuffer moov, int by) {
    Deque<Integer> starts = new ArrayDeque<>();
    starts.add(0);
    while (!starts.isEmpty()) {
      Atom parent = Atom.at(moov, starts.remove());
      for (int at = parent.start + 8; at < parent.end(); ) {
        Atom atom = Atom.at(moov, at);
        if (CONTAINERS.contains(atom.type)) {
          starts.add(at);
        } else if (atom.type.equals("stco")) {
          shiftTable(moov, atom, by);
        } else if (atom.type.equals("co64")) {
          throw new PermanentFailureException("the MP4 file is over 4 GiB");
        }
        at = atom.end();
      }
    }
  }

  private static void shiftTable(ByteBuffer moov, Atom atom, int by) {
    int count = moov.getInt(atom.start + 12);
    for (int i = 0; i < count; i++) {
      int at = atom.start + 16 + 4 * i;
      moov.putInt(at, moov.getInt(at) + by);
    }
  }

  private record Atom(String type, int start, int size) {

    static Atom at(ByteBuffer file, int start) {
      byte[] type = new byte[4];
      file.get(start + 4, type);
      int size = file.getInt(start);
      if (size < 8 || start + size > file.limit()) {
        throw new PermanentFailureException("the MP4 file has an atom of a wrong size");
      }
      return new Atom(new String(type, StandardCharsets.ISO_8859_1), start, size);
    }

    int end() {
      return start + size;
    }
  }
}
