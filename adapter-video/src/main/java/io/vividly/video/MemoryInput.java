package io.vividly.video;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;

/** Lets FFmpeg read a file that is in memory. */
final class MemoryInput implements AutoCloseable {

  private static final int BUFFER_SIZE = 1 << 16;

  /** By the address that FFmpeg hands to the functions, which exist once for the process. */
  private static final Map<Long, MemoryInput> OPEN = new ConcurrentHashMap<>();

  private static final Reader READER;
  private static final Seeker SEEKER;

  static {
    Ffmpeg.load();
    READER = new Reader();
    SEEKER = new Seeker();
    // They outlive the scope in which this class happens to be used first.
    PointerScope scope = PointerScope.getInnerScope();
    if (scope != null) {
      READER.retainReference();
      SEEKER.retainReference();
      scope.detach(READER);
      scope.detach(SEEKER);
    }
  }

  private final byte[] content;
  private final BytePointer key = new BytePointer(1);
  private final AVIOContext io;
  private final AVFormatContext context;
  private int position;

  MemoryInput(byte[] content) {
    this.content = content;
    OPEN.put(key.address(), this);
    BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER_SIZE));
    io =
        Ffmpeg.allocated(
            avformat.avio_alloc_context(buffer, BUFFER_SIZE, 0, key, READER, null, SEEKER),
            "a buffer");
    context = Ffmpeg.allocated(avformat.avformat_alloc_context(), "an input");
    context.pb(io);
    try {
      // Frees the context itself when it fails.
      Ffmpeg.check(
          avformat.avformat_open_input(context, (String) null, null, (AVDictionary) null),
          "opening a segment");
      Ffmpeg.check(
          avformat.avformat_find_stream_info(context, (PointerPointer<?>) null),
          "reading a segment");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  AVFormatContext context() {
    return context;
  }

  @Override
  public void close() {
    if (!context.isNull()) {
      avformat.avformat_close_input(context);
    }
    avutil.av_free(io.buffer());
    avformat.avio_context_free(io);
    OPEN.remove(key.address());
    key.close();
  }

  private int read(BytePointer target, int size) {
    int count = Math.min(size, content.length - position);
    if (count <= 0) {
      return avutil.AVERROR_EOF();
    }
    target.put(content, position, count);
    position += count;
    return count;
  }

  private long seek(long offset, int whence) {
    if (whence == avformat.AVSEEK_SIZE) {
      return content.length;
    }
    long origin =
        switch (whence) {
          case 1 -> position;
          case 2 -> content.length;
          default -> 0;
        };
    position = Math.toIntExact(Math.max(0, Math.min(content.length, origin + offset)));
    return position;
  }

  private static MemoryInput of(Pointer key) {
    MemoryInput input = OPEN.get(key.address());
    if (input == null) {
      throw new IllegalStateException("read after close");
    }
    return input;
  }

  private static final class Reader extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer key, BytePointer target, int size) {
      return of(key).read(target, size);
    }
  }

  private static final class Seeker extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer key, long offset, int whence) {
      return of(key).seek(offset, whence);
    }
  }
}
