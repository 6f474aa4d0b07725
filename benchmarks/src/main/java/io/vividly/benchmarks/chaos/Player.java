package io.vividly.benchmarks.chaos;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/** Decodes every picture of a video. */
final class Player {

  private final AVFormatContext file = new AVFormatContext(null);
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();

  private Player() {}

  /**
   * Plays a video.
   *
   * @return how long it is, in seconds
   * @throws IOException if any of it cannot be decoded
   */
  static double play(Path video) throws IOException {
    Player player = new Player();
    try {
      return player.decode(video);
    } finally {
      avcodec.av_packet_free(player.packet);
      avutil.av_frame_free(player.frame);
      avformat.avformat_close_input(player.file);
    }
  }

  private double decode(Path video) throws IOException {
    check(
        avformat.avformat_open_input(
            file, video.toString(), (AVInputFormat) null, (AVDictionary) null));
    check(avformat.avformat_find_stream_info(file, (PointerPointer<?>) null));
    int track =
        check(
            avformat.av_find_best_stream(
                file, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0));
    AVStream stream = file.streams(track);
    AVCodecContext decoder =
        avcodec.avcodec_alloc_context3(avcodec.avcodec_find_decoder(stream.codecpar().codec_id()));
    try {
      check(avcodec.avcodec_parameters_to_context(decoder, stream.codecpar()));
      check(avcodec.avcodec_open2(decoder, decoder.codec(), (AVDictionary) null));
      while (avformat.av_read_frame(file, packet) >= 0) {
        if (packet.stream_index() == track) {
          check(avcodec.avcodec_send_packet(decoder, packet));
          while (avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
            avutil.av_frame_unref(frame);
          }
        }
        avcodec.av_packet_unref(packet);
      }
    } finally {
      avcodec.avcodec_free_context(decoder);
    }
    return file.duration() / (double) avutil.AV_TIME_BASE;
  }

  private static int check(int result) throws IOException {
    if (result < 0) {
      throw new IOException("the video cannot be played: error " + result);
    }
    return result;
  }
}
