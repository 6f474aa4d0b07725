package io.vividly.video;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Writes an MP4 or M4A file into memory, its index in front. The tracks are added first. */
final class Mp4Writer implements AutoCloseable {

  private final AVFormatContext context;
  private final AVPacket packet;
  private AVIOContext output = new AVIOContext(null);

  /**
   * @param format as FFmpeg names it, {@code mp4} or {@code ipod} (M4A)
   */
  Mp4Writer(String format, String title) {
    Ffmpeg.load();
    context = new AVFormatContext(null);
    packet = Ffmpeg.allocated(avcodec.av_packet_alloc(), "a packet");
    try {
      Ffmpeg.check(
          avformat.avformat_alloc_output_context2(context, null, format, (String) null),
          "preparing the file");
      // No creation time, no name of a library's version: the same input gives the same bytes.
      context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
      AVDictionary metadata = new AVDictionary(null);
      avutil.av_dict_set(
          metadata, new BytePointer("title"), new BytePointer(title, StandardCharsets.UTF_8), 0);
      context.metadata(metadata);
      Ffmpeg.check(avformat.avio_open_dyn_buf(output), "allocating the file");
      context.pb(output);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Adds a track of what an encoder makes. */
  int addTrack(AVCodecContext encoder) {
    AVStream stream = newStream(encoder.time_base());
    Ffmpeg.check(
        avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder), "adding a track");
    return finish(stream);
  }

  /** Adds a track of packets that are encoded already. */
  int addTrack(AVCodecParameters parameters, AVRational timeBase) {
    AVStream stream = newStream(timeBase);
    Ffmpeg.check(avcodec.avcodec_parameters_copy(stream.codecpar(), parameters), "adding a track");
    return finish(stream);
  }

  void begin() {
    AVDictionary options = new AVDictionary(null);
    try {
      avutil.av_dict_set(options, "use_editlist", "0", 0);
      avutil.av_dict_set(options, "video_track_timescale", "30000", 0);
      Ffmpeg.check(avformat.avformat_write_header(context, options), "beginning the file");
    } finally {
      avutil.av_dict_free(options);
    }
  }

  /**
   * Writes a packet; its data are copied.
   *
   * @param timeBase of the times of the packet
   */
  void write(int track, AVPacket source, AVRational timeBase) {
    Ffmpeg.check(avcodec.av_packet_ref(packet, source), "copying a packet");
    packet.stream_index(track);
    avcodec.av_packet_rescale_ts(packet, timeBase, context.streams(track).time_base());
    packet.pos(-1);
    Ffmpeg.check(avformat.av_interleaved_write_frame(context, packet), "writing a packet");
  }

  /** Ends the file; nothing may be written after it. */
  byte[] finish() {
    Ffmpeg.check(avformat.av_write_trailer(context), "ending the file");
    BytePointer buffer = new BytePointer((Pointer) null);
    try (PointerPointer<BytePointer> slot = new PointerPointer<>(1)) {
      int size = avformat.avio_close_dyn_buf(output, slot);
      output = new AVIOContext(null);
      buffer = slot.get(BytePointer.class);
      byte[] content = new byte[size];
      buffer.get(content);
      return FastStart.apply(content);
    } finally {
      avutil.av_free(buffer);
    }
  }

  @Override
  public void close() {
    if (!output.isNull()) {
      try (PointerPointer<BytePointer> slot = new PointerPointer<>(1)) {
        avformat.avio_close_dyn_buf(output, slot);
        avutil.av_free(slot.get(BytePointer.class));
      }
      output = new AVIOContext(null);
    }
    avcodec.av_packet_free(packet);
    avformat.avformat_free_context(context);
  }

  private AVStream newStream(AVRational timeBase) {
    AVStream stream = Ffmpeg.allocated(avformat.avformat_new_stream(context, null), "a track");
    stream.time_base().num(timeBase.num()).den(timeBase.den());
    return stream;
  }

  private static int finish(AVStream stream) {
    // The priming packet is left out (see AacEncoder), so there is no padding to skip.
    stream.codecpar().initial_padding(0).codec_tag(0);
    return stream.index();
  }
}
